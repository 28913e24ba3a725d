import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessBook } from '../processes.ts';
import type { ContainerHealthCheck } from './task-definition.ts';

export interface ContainerHealthProps {
  readonly healthCheck: ContainerHealthCheck;
  readonly processes: Pick<ProcessBook, 'spawn'>;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Aborted when the task is over. */
  readonly signal: AbortSignal;
  readonly report: (health: 'HEALTHY' | 'UNHEALTHY') => void;
}

/** Until the first success it is asked this often: nobody waits half a minute for a task that is there. */
const firstIntervalMs = 200;

/** Runs a container's own health check for as long as the task lives. */
export async function checkContainerHealth(props: ContainerHealthProps): Promise<void> {
  const { healthCheck, signal, report } = props;
  const graceEnds = Date.now() + healthCheck.startPeriodSeconds * 1000;
  let failures = 0;
  let everHealthy = false;
  while (!signal.aborted) {
    const passed = await passes(props).catch(() => false);
    if (signal.aborted) return;
    if (passed) {
      failures = 0;
      everHealthy = true;
      report('HEALTHY');
    } else if (everHealthy || Date.now() >= graceEnds) {
      failures += 1;
      if (failures >= healthCheck.retries) report('UNHEALTHY');
    }
    // Failures count at the template's own pace, so that a slow start is no illness.
    const soon = !everHealthy && failures === 0;
    await sleep(soon ? firstIntervalMs : healthCheck.intervalSeconds * 1000, undefined, {
      signal,
      ref: false,
    }).catch(() => undefined);
  }
}

async function passes({ healthCheck, processes, name, env, cwd }: ContainerHealthProps): Promise<boolean> {
  const [kind, ...rest] = healthCheck.command;
  const [program = '', ...args] =
    kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : kind === 'CMD' ? rest : healthCheck.command;
  const child = await processes.spawn({
    name,
    command: program === 'node' || program === '/nodejs/bin/node' ? process.execPath : program,
    args,
    env,
    cwd,
    stopTimeoutMs: 100,
  });
  const timer = setTimeout(() => void child.stop(), healthCheck.timeoutSeconds * 1000);
  const { code } = await child.exited;
  clearTimeout(timer);
  return code === 0;
}
