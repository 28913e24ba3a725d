import type { Clock } from '../plane.ts';
import type { HookExecutions } from './hook-executions.ts';
import type { FunctionsPort, TargetGroupNames, TaskSetsPort, TrafficRulesPort } from './ports.ts';

/** What deployments are made with. */
export interface RunParts {
  readonly clock: Clock;
  readonly taskSets: TaskSetsPort;
  readonly rules: TrafficRulesPort;
  readonly targetGroups: TargetGroupNames;
  readonly functions: FunctionsPort;
  readonly hooks: HookExecutions;
  /** The least real time that starting tasks and running a hook may take, however fast the clock. */
  readonly floorMs: number;
  /** The least real time that a replacement has to serve without a break, however fast the clock. */
  readonly steadyFloorMs: number;
  /** For whoever watches. */
  readonly tell: (sentence: string) => void;
}

export const minute = 60_000;
