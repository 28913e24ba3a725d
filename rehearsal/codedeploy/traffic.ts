import { DeploymentFailedError } from './deployment-failed.ts';
import type { TrafficRulesPort } from './ports.ts';

export interface TrafficProps {
  readonly rules: TrafficRulesPort;
  readonly blue: string;
  readonly green: string;
}

/** The rules of listeners that forward to a pair of target groups, and how they divide between the two. */
export class Traffic {
  readonly #props: TrafficProps;

  constructor(props: TrafficProps) {
    this.#props = props;
  }

  /** Sets every such rule of a listener, and no other rule; both groups stay named, so both stay health-checked. */
  shift(listenerArn: string, greenPercent: number): void {
    const { rules, blue, green } = this.#props;
    const found = rules.rulesForwardingTo(listenerArn, [blue, green]);
    if (found.length === 0) {
      throw new DeploymentFailedError(
        'ECS_UPDATE_ERROR',
        `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${listenerArn}`,
      );
    }
    for (const rule of found) {
      rules.setForward(rule, [
        { targetGroupArn: blue, weight: 100 - greenPercent },
        { targetGroupArn: green, weight: greenPercent },
      ]);
    }
  }
}
