import type { StopCause, Task } from './task.ts';

export interface Targets {
  register(targetGroupArn: string, target: Target): void;
  /** Resolves when the balancer sends it no more requests and has finished those under way. */
  deregister(targetGroupArn: string, target: Target): Promise<void>;
  health(targetGroupArn: string): readonly TargetHealth[];
}

export interface Target {
  readonly address: string;
  readonly port: number;
}

export interface TargetHealth {
  readonly target: Target;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  readonly reason?: string;
}

export interface Membership {
  readonly targets: Targets;
  readonly targetGroupArn: string;
}

/** A task leaves its target group, its requests are finished, and only then is it told to stop. */
export async function drainOnStop(
  task: Task,
  cause: StopCause,
  membership: Membership | undefined,
): Promise<void> {
  task.deactivate(cause);
  await leaveTargetGroup(task, membership);
  await task.stop(cause);
}

/** Also for a task that has ended by itself, so that the balancer asks it nothing more. */
export async function leaveTargetGroup(task: Task, membership: Membership | undefined): Promise<void> {
  if (!membership || !task.address) return;
  const target = { address: task.address.host, port: task.address.port };
  // A target group that is gone has no more requests for it.
  await membership.targets.deregister(membership.targetGroupArn, target).catch(() => undefined);
}
