import {
  BatchGetDeploymentsCommand,
  type CodeDeployClient,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import { DescribeTaskDefinitionCommand, type ECSClient, type TaskDefinition } from '@aws-sdk/client-ecs';
import { markOf } from '../../release/release-mark.ts';
import { familyOf, revisionOf } from '../../release/revision.ts';

export interface ServedBeforeParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  /** `dev-catalog`: the application's and its group's name. */
  readonly name: string;
  /** The task definition that serves. */
  readonly serving: string;
}

/** BatchGetDeployments takes no more. */
const batch = 25;

/**
 * The revision that served before this one: what CodeDeploy brought last and did not take back. A revision that never
 * served is not gone back to, however near its number is. A service that was released once has only its first.
 */
export async function servedBefore(parts: ServedBeforeParts): Promise<TaskDefinition | undefined> {
  const { ecs, codedeploy, name, serving } = parts;
  const { deployments = [] } = await codedeploy.send(
    new ListDeploymentsCommand({
      applicationName: name,
      deploymentGroupName: name,
      includeOnlyStatuses: ['Succeeded'],
    }),
  );
  const { deploymentsInfo = [] } =
    deployments.length === 0
      ? {}
      : await codedeploy.send(new BatchGetDeploymentsCommand({ deploymentIds: deployments.slice(0, batch) }));
  const brought = [...deploymentsInfo]
    .sort((left, right) => (right.createTime?.getTime() ?? 0) - (left.createTime?.getTime() ?? 0))
    .flatMap(({ description, rollbackInfo }) =>
      rollbackInfo?.rollbackDeploymentId === undefined ? (markOf(description)?.revision ?? []) : [],
    );
  const newest = brought.indexOf(revisionOf(serving));
  const before = brought.slice(newest + 1).find((revision) => revision !== revisionOf(serving));
  if (before !== undefined) return definitionOf(ecs, before);
  // What came with the service itself was brought by no deployment.
  const first = `${familyOf(serving)}:1`;
  return first === revisionOf(serving) ? undefined : definitionOf(ecs, first);
}

/** @returns nothing where there is no such revision */
export async function definitionOf(
  ecs: Pick<ECSClient, 'send'>,
  taskDefinition: string,
): Promise<TaskDefinition | undefined> {
  try {
    return (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  } catch (error) {
    if (error instanceof Error && /Unable to describe task definition/i.test(error.message)) return undefined;
    throw error;
  }
}
