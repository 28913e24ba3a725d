import type { StageDefinition } from './stages.ts';
import { DefinitionError, type Problem } from './validation/problem.ts';
import { subjectOfStage } from './validation/subject.ts';

/** Accounts of stages that are not the one of the tools: they pull images and take deliveries from there. */
export function accountsBeside(
  stages: readonly StageDefinition[],
  tools: string | undefined,
): readonly string[] {
  const accounts = stages.map(({ account }) => account).filter((account) => account !== undefined);
  return [...new Set(accounts)].filter((account) => account !== tools);
}

/**
 * Throws where a stage names its account and the tools do not: a stage in another account names the registry in its
 * templates.
 * @param tools the account of the registry and the pipelines
 */
export function validateAccounts(stages: readonly StageDefinition[], tools: string | undefined): void {
  if (tools !== undefined) return;
  const problems = stages.flatMap((stage): readonly Problem[] =>
    stage.account === undefined
      ? []
      : [
          {
            subject: subjectOfStage(stage),
            field: 'account',
            value: stage.account,
            wrong: 'does not say where its images and its deliveries come from',
            allowed: 'any, once platform/registry.ts names the account of the registry and the pipelines',
            fix: `write account: '${stage.account}' there as well if it is the same one`,
          },
        ],
  );
  if (problems.length > 0) throw new DefinitionError(problems);
}
