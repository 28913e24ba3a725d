import type { Stack } from 'aws-cdk-lib';
import type { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Experiment, ExperimentKind } from '../../platform/stage/experiments.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { failCacheOver, failDatabaseOver } from './data-experiments.ts';
import { delayNetwork, exhaustCpu, losePackets, stopTasks } from './task-experiments.ts';
import { loseZone } from './zone-experiment.ts';

/** Where an experiment is made. */
export interface Laboratory {
  readonly stack: Stack;
  readonly stage: StageDefinition;
  readonly vpcId: string;
  /** What RDS calls the database. */
  readonly database: string;
}

/** What an experiment does, to what, and what it takes to be allowed to. */
export interface ExperimentPlan {
  readonly description: string;
  readonly targets: Readonly<Record<string, CfnExperimentTemplate.ExperimentTemplateTargetProperty>>;
  readonly actions: Readonly<Record<string, CfnExperimentTemplate.ExperimentTemplateActionProperty>>;
  readonly permissions: readonly iam.PolicyStatement[];
  /** The resources with a star among them, each with the reason for an auditor. */
  readonly stars: readonly { readonly arn: string; readonly reason: string }[];
}

type Planner<Kind extends ExperimentKind> = (
  experiment: Extract<Experiment, { readonly kind: Kind }>,
  laboratory: Laboratory,
) => ExperimentPlan;

const planners: { readonly [Kind in ExperimentKind]: Planner<Kind> } = {
  'stop-tasks': stopTasks,
  'delay-network': delayNetwork,
  'lose-packets': losePackets,
  'exhaust-cpu': exhaustCpu,
  'fail-database-over': failDatabaseOver,
  'fail-cache-over': failCacheOver,
  'lose-zone': loseZone,
};

export function planOf(experiment: Experiment, laboratory: Laboratory): ExperimentPlan {
  // Each planner takes the experiments of its own kind, which is under its name here.
  const plan = planners[experiment.kind] as Planner<ExperimentKind>;
  return plan(experiment, laboratory);
}
