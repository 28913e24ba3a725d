import type { AppSpec } from './app-spec.ts';
import type { DeploymentFailedError } from './deployment-failed.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import { type LifecycleEvent, type LifecycleEventName, lifecycleEventNames } from './lifecycle-event.ts';
import type { WaitType } from './wait-or-told.ts';

export type DeploymentStatus =
  | 'Created'
  | 'Queued'
  | 'InProgress'
  | 'Ready'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped';

export interface DeploymentProps {
  readonly id: string;
  readonly group: DeploymentGroup;
  readonly configName: string;
  readonly spec: AppSpec;
  readonly description: string | undefined;
  readonly creator: 'user' | 'codeDeployRollback';
  readonly createTime: number;
  /** The deployment this one takes back. */
  readonly rollsBack?: Deployment;
}

export type Side = 'Blue' | 'Green';

/** A deployment and how far it has come. Times are real, in milliseconds. */
export class Deployment {
  readonly props: DeploymentProps;
  status: DeploymentStatus = 'Created';
  startTime: number | undefined;
  completeTime: number | undefined;
  terminationWaitStart: number | undefined;
  error: DeploymentFailedError | undefined;
  /** The deployment that takes this one back. */
  rolledBackBy: Deployment | undefined;
  readonly events: readonly LifecycleEvent[] = lifecycleEventNames.map((name) => ({
    name,
    status: 'Pending',
  }));
  readonly sides = new Map<Side, { readonly taskSetId: string; readonly targetGroupArn: string }>();
  /** Green's share of production traffic. */
  greenPercent = 0;
  /** Set when nothing may stop it any more, because blue is being terminated. */
  pastStopping = false;
  /** Set while it waits for ContinueDeployment. */
  goOn: { readonly type: WaitType; readonly now: () => void } | undefined;
  readonly stopping = new AbortController();

  constructor(props: DeploymentProps) {
    this.props = props;
  }

  get isActive(): boolean {
    return this.completeTime === undefined;
  }

  event(name: LifecycleEventName): LifecycleEvent {
    const found = this.events.find((event) => event.name === name);
    if (found) return found;
    throw new Error(`deployment ${this.props.id} has no lifecycle event '${name}'`);
  }

  end(status: 'Succeeded' | 'Failed' | 'Stopped', now: number): void {
    this.status = status;
    this.completeTime = now;
    for (const event of this.events) if (event.status === 'Pending') event.status = 'Skipped';
  }
}
