import { setTimeout as sleep } from 'node:timers/promises';
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { startLoad } from './load.ts';
import { tasksOf } from './running-tasks.ts';
import { shoppersOf } from './shoppers.ts';

const kills = 10;

/** Kills catalog's tasks one after the other, two running, while shoppers go on. */
export async function benchLostTasks(copy: RepositoryCopy, ports: number): Promise<readonly Figure[]> {
  const rehearsal = await startRehearsal({ folder: copy.folder, ports });
  try {
    const balancing = await balancingOf(rehearsal.settings);
    await new ECSClient(rehearsal.settings).send(
      new UpdateServiceCommand({ cluster: 'dev', service: 'catalog', desiredCount: 2 }),
    );
    await whenBalanced(balancing, 2);
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
      await whenReplaced(copy.folder, victim, balancing);
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

/** How many of catalog's targets get requests. */
interface Balancing {
  healthyTargets(): Promise<number>;
}

async function balancingOf(settings: RunningRehearsal['settings']): Promise<Balancing> {
  const elb = new ElasticLoadBalancingV2Client(settings);
  const { TargetGroups = [] } = await elb.send(
    new DescribeTargetGroupsCommand({ Names: ['dev-catalog-blue', 'dev-catalog-green'] }),
  );
  return {
    healthyTargets: async () => {
      const colours = await Promise.all(
        TargetGroups.map(({ TargetGroupArn }) =>
          elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
        ),
      );
      return colours
        .flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions)
        .filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
    },
  };
}

async function whenBalanced(balancing: Balancing, count: number): Promise<void> {
  for (let look = 0; look < 600; look++) {
    if ((await balancing.healthyTargets()) === count) return;
    await sleep(50);
  }
  throw new Error(`catalog did not come to ${count} healthy tasks in 30 s`);
}

/** It is replaced when the balancer sends requests to two tasks again and the victim is none of them. */
async function whenReplaced(folder: string, victim: number, balancing: Balancing): Promise<void> {
  for (let look = 0; look < 600; look++) {
    const pids = await tasksOf(folder, 'catalog');
    if (!pids.includes(victim) && (await balancing.healthyTargets()) === 2) return;
    await sleep(10);
  }
  throw new Error(`task ${victim} was not replaced in 6 s`);
}
