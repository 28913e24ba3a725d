import type { Clock, Plane } from '../plane.ts';
import { applicationType } from './application-type.ts';
import { CodeDeployBook } from './codedeploy-book.ts';
import { deploymentConfigType } from './deployment-config-type.ts';
import { deploymentGroupType } from './deployment-group-type.ts';
import { deploymentOperations } from './deployment-operations.ts';
import { DeploymentRunner } from './deployment-runner.ts';
import { groupOperations } from './group-operations.ts';
import { HookExecutions } from './hook-executions.ts';
import type { AlarmsPort, FunctionsPort, TargetGroupNames, TaskSetsPort, TrafficRulesPort } from './ports.ts';

export interface CodeDeployPlaneParts {
  readonly clock: Clock;
  readonly taskSets: TaskSetsPort;
  readonly rules: TrafficRulesPort;
  readonly targetGroups: TargetGroupNames;
  readonly functions: FunctionsPort;
  readonly alarms: AlarmsPort;
  /** @default 60000 - starting tasks or running a hook is never given up sooner, however fast the clock */
  readonly floorMs?: number;
  /** @default 2000 - a replacement serves that long without a break before it gets traffic, however fast the clock */
  readonly steadyFloorMs?: number;
  /** @default - deployments run silently */
  readonly tell?: (sentence: string) => void;
}

/** Blue/green deployments of ECS services. */
export function createCodeDeployPlane({
  alarms,
  floorMs = 60_000,
  steadyFloorMs = 2000,
  tell = () => undefined,
  ...parts
}: CodeDeployPlaneParts): Plane {
  const book = new CodeDeployBook();
  const hooks = new HookExecutions();
  const runner = new DeploymentRunner({ ...parts, hooks, floorMs, steadyFloorMs, tell }, alarms);
  return {
    types: [applicationType(book), deploymentConfigType(book), deploymentGroupType(book)],
    apis: [
      {
        signingName: 'codedeploy',
        protocol: 'json',
        namespace: 'CodeDeploy_20141006',
        operations: {
          ...deploymentOperations({ book, runner, hooks, taskSets: parts.taskSets }),
          ...groupOperations(book, runner),
        },
      },
    ],
    close: () => runner.close(),
  };
}
