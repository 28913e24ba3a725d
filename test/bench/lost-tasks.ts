import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { startLoad } from './load.ts';
import { shoppersOf } from './shoppers.ts';

const kills = 10;

/** Kills catalog's tasks one after the other, two running, while shoppers go on. */
export async function benchLostTasks(copy: RepositoryCopy, ports: number): Promise<readonly Figure[]> {
  const rehearsal = await startRehearsal({ folder: copy.folder, ports });
  try {
    const ecs = ecsOf(rehearsal);
    await ecs.send(new UpdateServiceCommand({ cluster: 'dev', service: 'catalog', desiredCount: 2 }));
    await whenRunning(ecs, 2);
    const load = startLoad({
      origin: rehearsal.shop,
      perSecond: 200,
      next: await shoppersOf(rehearsal),
      atMostSeconds: 300,
    });
    // Under steady load, as a task is lost in life.
    await sleep(3000);
    const seconds: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const [victim] = await tasksOf(copy.folder, 'catalog');
      if (victim === undefined) throw new Error('no catalog task is running');
      process.kill(victim, 'SIGKILL');
      const killed = performance.now();
      await whenReplaced(copy.folder, victim, ecs);
      seconds.push((performance.now() - killed) / 1000);
      await sleep(1000);
    }
    const report = await load.stop();
    for (const failure of report.failures) process.stderr.write(`${failure}\n`);
    return [
      atMost(`failed GETs over ${kills} killed tasks`, report.failedGets, 0, 'requests', 0),
      shown('other failed requests, requests sent', `${report.failed - report.failedGets}, ${report.sent}`),
      atMost('a killed task is replaced within, slowest', Math.max(...seconds), 3, 's'),
      shown('slowest request, p99', `${report.slowestMs.toFixed(0)} ms, ${report.p99Ms.toFixed(0)} ms`),
    ];
  } finally {
    await rehearsal.stop();
  }
}

function ecsOf(rehearsal: RunningRehearsal): ECSClient {
  return new ECSClient({
    endpoint: rehearsal.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
}

async function whenRunning(ecs: ECSClient, count: number): Promise<void> {
  for (let look = 0; look < 600; look++) {
    const { services } = await ecs.send(
      new DescribeServicesCommand({ cluster: 'dev', services: ['catalog'] }),
    );
    if (services?.[0]?.runningCount === count) return;
    await sleep(50);
  }
  throw new Error(`catalog did not come to ${count} running tasks in 30 s`);
}

/** A replacement runs once the victim is gone and two others are there and running in ECS's eyes. */
async function whenReplaced(folder: string, victim: number, ecs: ECSClient): Promise<void> {
  for (let look = 0; look < 600; look++) {
    const pids = await tasksOf(folder, 'catalog');
    if (!pids.includes(victim) && pids.length === 2) return whenRunning(ecs, 2);
    await sleep(20);
  }
  throw new Error(`task ${victim} was not replaced in 12 s`);
}

async function tasksOf(folder: string, service: string): Promise<readonly number[]> {
  const text = await readFile(join(folder, '.shoal', 'processes.json'), 'utf8');
  const book: { readonly processes: readonly { readonly pid: number; readonly name: string }[] } =
    JSON.parse(text);
  return book.processes.filter(({ name }) => name.startsWith(`dev-${service} task`)).map(({ pid }) => pid);
}
