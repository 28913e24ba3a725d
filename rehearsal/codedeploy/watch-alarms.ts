import type { Clock } from '../plane.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentFailedError } from './deployment-failed.ts';
import type { AlarmsPort } from './ports.ts';

const everyMs = 10_000;

export interface AlarmWatch {
  readonly deployment: Deployment;
  readonly alarms: AlarmsPort;
  readonly clock: Clock;
  /** Ends watching. */
  readonly signal: AbortSignal;
}

/** Stops a deployment when one of its group's alarms goes off, from its first moment on. */
export async function watchAlarms({ deployment, alarms, clock, signal }: AlarmWatch): Promise<void> {
  const { alarms: names } = deployment.props.group;
  if (names.length === 0) return;
  while (!signal.aborted && !deployment.pastStopping) {
    const active = alarms.inAlarm(names);
    if (active.length > 0) {
      const message = `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${active.join(', ')}>`;
      deployment.stopping.abort(new DeploymentFailedError('ALARM_ACTIVE', message));
      return;
    }
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
}
