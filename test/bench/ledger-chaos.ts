import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf, tasksOf } from './running-tasks.ts';

export interface Chaos {
  /** Ends it, with what it has killed: how often each. */
  stop(): Promise<ReadonlyMap<string, number>>;
}

const victims = ['orders', 'payments', 'catalog'];

/** Kills a task at random every few seconds, and a server each time so much of the load is through. */
export function startChaos(folder: string, progress: () => number): Chaos {
  const killed = new Map<string, number>();
  const servers = [
    { name: 'database', at: 0.15 },
    { name: 'cache', at: 0.35 },
    { name: 'database', at: 0.55 },
    { name: 'cache', at: 0.75 },
  ];
  let stopped = false;
  const kill = (name: string, pid: number | undefined): void => {
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
      killed.set(name, (killed.get(name) ?? 0) + 1);
    } catch {
      // It has ended by itself in the meantime.
    }
  };
  const killTasks = async (): Promise<void> => {
    while (!stopped) {
      await sleep(1500 + Math.random() * 3000);
      if (stopped) return;
      const victim = victims[Math.floor(Math.random() * victims.length)] ?? 'orders';
      const pids = await tasksOf(folder, victim).catch(() => []);
      kill(victim, pids[Math.floor(Math.random() * pids.length)]);
    }
  };
  const killServers = async (): Promise<void> => {
    while (!stopped) {
      await sleep(200);
      const [next] = servers;
      if (next === undefined) return;
      if (progress() < next.at) continue;
      const [pid] = await processesOf(folder, next.name).catch(() => []);
      if (pid === undefined) continue;
      servers.shift();
      kill(next.name, pid);
    }
  };
  const all = Promise.all([killTasks(), killServers()]);
  return {
    async stop() {
      stopped = true;
      await all;
      return killed;
    },
  };
}
