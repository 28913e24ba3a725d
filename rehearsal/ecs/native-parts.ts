import type { Weighted } from '../elbv2/rule-action.ts';
import type { Clock } from '../plane.ts';

/** What ECS needs of the other planes where it moves the traffic itself. */
export interface NativeParts {
  readonly clock: Clock;
  readonly rules: {
    forwardOf(ruleArn: string): readonly Weighted[];
    setForward(ruleArn: string, weights: readonly Weighted[]): void;
  };
  readonly functions: { invoke(nameOrArn: string, payload: unknown): Promise<unknown> };
  readonly targetGroups: {
    /** How long a target must pass its health checks to count as healthy, by the template. */
    provenMsOf(targetGroupArn: string): number;
  };
  readonly alarms: {
    /** Those of the named alarms that are in alarm now. */
    inAlarm(names: readonly string[]): readonly string[];
  };
  /** Real time that whoever watches has to take back a deployment whose tasks do not start. */
  readonly patienceMs: number;
  /** Real time that new tasks must serve without a break, however fast the clock. */
  readonly steadyFloorMs: number;
}

export const minute = 60_000;
