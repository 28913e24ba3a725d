import { type App, CfnResource, type PolicyValidationPluginReport, Validations } from 'aws-cdk-lib';
import { NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { nistExceptions } from './nist-exceptions.ts';

/**
 * Holds the stages that protect data to the NIST 800-53 rules, but for the exceptions that are argued for. A stage of
 * made-up data is deleted and made again at will, which is what those rules are against.
 */
export function checkNist(app: App, stages: readonly StageDefinition[]): void {
  const held = stages
    .filter(({ protectsData }) => protectsData)
    .map(({ name }) => app.node.tryFindChild(name))
    .filter((stage) => stage !== undefined);
  for (const stage of held) acceptExceptions(stage);
  if (held.length > 0) Validations.of(app).addPlugins(new NistOf(held));
}

/** The pack looks at the whole app; this one at some of its stages. */
class NistOf extends NIST80053R5Checks {
  readonly #stages: readonly IConstruct[];

  constructor(stages: readonly IConstruct[]) {
    super();
    this.#stages = stages;
  }

  override validate(): PolicyValidationPluginReport {
    const reports = this.#stages.map((stage) => this.validateScope(stage));
    return {
      success: reports.every(({ success }) => success),
      violations: reports.flatMap(({ violations }) => violations),
    };
  }
}

function acceptExceptions(stage: IConstruct): void {
  const resources = stage.node.findAll().filter((node) => node instanceof CfnResource);
  for (const { rule, at, reason } of nistExceptions) {
    const places = at === 'everywhere' ? [stage] : resources.filter((one) => at.test(pathIn(stage, one)));
    for (const place of places) {
      Validations.of(place).acknowledge({ id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason });
    }
  }
}

function pathIn(stage: IConstruct, construct: IConstruct): string {
  return construct.node.path.slice(stage.node.path.length + 1);
}
