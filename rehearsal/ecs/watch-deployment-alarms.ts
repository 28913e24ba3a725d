import type { NativeParts } from './native-parts.ts';
import type { ServiceDeployment } from './service-deployment.ts';

export interface DeploymentAlarmWatch {
  readonly deployment: ServiceDeployment;
  readonly names: readonly string[];
  readonly parts: Pick<NativeParts, 'alarms' | 'clock'>;
  /** Ends watching. */
  readonly signal: AbortSignal;
}

const everyMs = 10_000;

/**
 * Takes a deployment back when one of its alarms goes off, to the end of its bake time. Where one is on at its first
 * moment, ECS watches none of them: a deployment that is the cure must not be stopped by what it cures.
 */
export async function watchDeploymentAlarms({
  deployment,
  names,
  parts,
  signal,
}: DeploymentAlarmWatch): Promise<void> {
  if (names.length === 0 || parts.alarms.inAlarm(names).length > 0) return;
  while (!signal.aborted && deployment.stage !== 'CLEAN_UP') {
    const active = parts.alarms.inAlarm(names);
    if (active.length > 0) {
      deployment.stop(`deployment failed: alarm detected: ${active.join(', ')}`);
      return;
    }
    await parts.clock.sleep(everyMs, signal).catch(() => undefined);
  }
}
