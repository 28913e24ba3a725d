import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/load.ts';
import { shoppersOf } from '../bench/shoppers.ts';
import { colourWeights } from '../support/colour-weights.ts';
import { releaseOfDev } from '../support/release-of-dev.ts';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';

const ports = 22_000;
const minute = 60_000;
const native =
  "{ strategy: 'ecs-native', steps: { kind: 'canary', percent: 5, minutes: 10 }, keepOldMinutes: 5 }";
/** dev's, too. */
const noExperiments = /experiments: \{ none: 'one task of each[^}]*\}/;
const experiments = "experiments: [{ kind: 'stop-tasks', service: 'catalog', percent: 100 }]";

let copy: RepositoryCopy;
let rehearsal: RunningRehearsal;
let cloudFormation: CloudFormationClient;
let ecs: ECSClient;
let cloudwatch: CloudWatchClient;
let elb: ElasticLoadBalancingV2Client;
let stages: string;

beforeAll(async () => {
  copy = await copyRepository();
  stages = await readFile(join(copy.folder, 'platform', 'stages.ts'), 'utf8');
  expect(stages).toMatch(releaseOfDev);
  expect(stages).toMatch(noExperiments);
  await copy.edit('platform/stages.ts', (text) =>
    text.replace(releaseOfDev, `release: ${native}`).replace(noExperiments, experiments),
  );
  rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--speed', '600'] });
  cloudFormation = new CloudFormationClient(rehearsal.settings);
  ecs = new ECSClient(rehearsal.settings);
  cloudwatch = new CloudWatchClient(rehearsal.settings);
  elb = new ElasticLoadBalancingV2Client(rehearsal.settings);
}, 2 * minute);

afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

async function catalog() {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'dev', services: ['catalog'] }));
  return services?.[0];
}

async function tasksOfCatalog(): Promise<readonly string[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'dev', serviceName: 'catalog' }));
  return taskArns;
}

async function newestDeployment() {
  const { serviceDeployments: [newest] = [] } = await ecs.send(
    new ListServiceDeploymentsCommand({ cluster: 'dev', service: 'catalog' }),
  );
  const { serviceDeployments: [full] = [] } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [newest?.serviceDeploymentArn ?? ''] }),
  );
  return full;
}

/** What CloudFormation has begun with, in catalog's stack. */
async function touchedSince(moment: number): Promise<readonly string[]> {
  const { StackEvents = [] } = await cloudFormation.send(
    new DescribeStackEventsCommand({ StackName: 'dev-catalog' }),
  );
  const since = StackEvents.filter(({ Timestamp }) => (Timestamp?.getTime() ?? 0) >= moment);
  return [...new Set(since.reverse().map(({ LogicalResourceId = '' }) => LogicalResourceId))];
}

describe('a stage whose traffic ECS moves', () => {
  it(
    'releases changed code in its steps and loses no request',
    async () => {
      const before = await catalog();
      expect(before?.deploymentController?.type).toBe('ECS');
      const load = startLoad({
        origin: rehearsal.shop,
        perSecond: 50,
        next: await shoppersOf(rehearsal),
        atMostSeconds: 120,
      });
      await copy.edit('services/catalog/service.ts', (text) => `${text}\n// a change\n`);
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      const report = await load.stop();
      expect(deployed.output).toContain('UPDATE_COMPLETE');
      expect(report.failures).toEqual([]);
      expect(report.sent).toBeGreaterThan(0);
      const after = await catalog();
      expect(after?.taskDefinition).not.toBe(before?.taskDefinition);
      expect(after?.currentServiceRevisions).toHaveLength(1);
      expect(await newestDeployment()).toMatchObject({ status: 'SUCCESSFUL', lifecycleStage: 'CLEAN_UP' });
      expect(await colourWeights(elb, 'catalog')).toEqual([0, 100]);
    },
    2 * minute,
  );

  it(
    'takes back a version that never becomes ready, and the stack with it, and says why',
    async () => {
      const before = await catalog();
      const sound = await readFile(join(copy.folder, 'services/catalog/main.ts'), 'utf8');
      await copy.edit(
        'services/catalog/main.ts',
        (text) => `${text}\nif (process.argv.length < 3) throw new Error('broken on purpose');\n`,
      );
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      await copy.edit('services/catalog/main.ts', () => sound);
      expect(deployed.code).not.toBe(0);
      expect(deployed.output).toContain('UPDATE_ROLLBACK_COMPLETE');
      expect(deployed.output).toContain('unable to consistently start tasks');
      expect((await catalog())?.taskDefinition).toBe(before?.taskDefinition);
      expect(await newestDeployment()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
      expect(await colourWeights(elb, 'catalog')).toEqual([0, 100]);
      expect((await fetch(`${rehearsal.shop}/v1/products?limit=1`)).status).toBe(200);
    },
    2 * minute,
  );

  it(
    'takes back what sets an alarm off on its way, and says which',
    async () => {
      const before = await catalog();
      await copy.edit('services/catalog/service.ts', (text) => `${text}\n// another change\n`);
      const deploying = rehearsal.shoal(['deploy', 'catalog']);
      while ((await newestDeployment())?.lifecycleStage !== 'PRODUCTION_TRAFFIC_SHIFT') await sleep(20);
      const set = { AlarmName: 'dev/catalog/5xx-green', StateValue: 'ALARM', StateReason: 'a test' } as const;
      await cloudwatch.send(new SetAlarmStateCommand(set));
      const deployed = await deploying;
      expect(deployed.code).not.toBe(0);
      expect(deployed.output).toContain('alarm detected: dev/catalog/5xx-green');
      expect((await catalog())?.taskDefinition).toBe(before?.taskDefinition);
      expect(await newestDeployment()).toMatchObject({ status: 'ROLLBACK_SUCCESSFUL' });
    },
    2 * minute,
  );

  it(
    'is drilled: a task is stopped, what it cost is told, and another serves',
    async () => {
      const before = await tasksOfCatalog();
      const drilled = await rehearsal.shoal([
        'drill',
        'stop-tasks-catalog',
        '--yes',
        '--report',
        copy.folder,
      ]);
      // Its only task: whether somebody notices depends on how soon the next one is there.
      expect([0, 2]).toContain(drilled.code);
      expect(drilled.output).toContain('stop: completed (1 of 1 tasks of catalog were stopped)');
      expect(drilled.output).toMatch(/requests: \d+ of \d{2,} lost/);
      expect(drilled.output).toContain('everything runs again');
      const after = await tasksOfCatalog();
      expect(after).toHaveLength(before.length);
      expect(after).not.toEqual(before);
    },
    2 * minute,
  );

  it(
    'goes back to the version before, and gives that new tasks, where an operator asks for it',
    async () => {
      const before = await catalog();
      const rolledBack = await rehearsal.shoal(['rollback', 'catalog']);
      expect(rolledBack.output).toMatch(/dev-catalog:\d+ has all the traffic of catalog in dev/);
      const earlier = await catalog();
      expect(earlier?.taskDefinition).not.toBe(before?.taskDefinition);
      const [started] = (await newestDeployment())?.serviceDeploymentArn?.split('/').slice(-1) ?? [];
      const restarted = await rehearsal.shoal(['restart', 'catalog']);
      expect(restarted.code).toBe(0);
      expect((await catalog())?.taskDefinition).toBe(earlier?.taskDefinition);
      expect((await newestDeployment())?.serviceDeploymentArn).not.toContain(started ?? 'none');
      expect(await newestDeployment()).toMatchObject({ status: 'SUCCESSFUL' });
    },
    2 * minute,
  );

  it(
    'keeps its strategy: choosing the other one is refused before anything changes',
    async () => {
      const before = await catalog();
      const asked = Date.now();
      await copy.edit('platform/stages.ts', () => stages);
      const guarded = await rehearsal.shoal(['deploy', 'catalog']);
      expect(guarded.code).not.toBe(0);
      expect(guarded.output).toMatch(/colour +refuses/);
      expect(guarded.output).toContain('dev-catalog was not deployed, and is as it was.');
      expect(await touchedSince(asked)).toEqual([]);
      // And whoever insists is stopped by the stack itself.
      const addresses = new Set(guarded.output.match(/dev-catalog\/\w+/g));
      const letGo = [...addresses].flatMap((address) => ['--let-go', address]);
      const deployed = await rehearsal.shoal(['deploy', 'catalog', ...letGo]);
      await copy.edit('platform/stages.ts', (text) => text.replace(releaseOfDev, `release: ${native}`));
      expect(deployed.code).not.toBe(0);
      expect(deployed.output).toContain("was created with release strategy 'ecs-native'");
      expect(deployed.output).toContain('delete stack dev-catalog and deploy it again');
      expect(await touchedSince(asked)).toEqual(['dev-catalog', 'Strategy']);
      expect(await catalog()).toMatchObject({
        taskDefinition: before?.taskDefinition,
        deploymentController: { type: 'ECS' },
      });
    },
    2 * minute,
  );

  it(
    'takes the other one when its stack is deleted and deployed again, and keeps its data',
    async () => {
      await cloudFormation.send(new DeleteStackCommand({ StackName: 'dev-catalog' }));
      await waitUntilStackDeleteComplete(
        { client: cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
        { StackName: 'dev-catalog' },
      );
      await copy.edit('platform/stages.ts', () => stages);
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      expect(deployed.output).toContain('CREATE_COMPLETE');
      expect((await catalog())?.deploymentController?.type).toBe('CODE_DEPLOY');
      const answer = await fetch(`${rehearsal.shop}/v1/products?limit=5`);
      expect(((await answer.json()) as { products: unknown[] }).products).toHaveLength(5);
    },
    2 * minute,
  );
});
