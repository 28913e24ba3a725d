import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodeDeployClient, GetDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/load.ts';
import { shoppersOf } from '../bench/shoppers.ts';
import { colourWeights } from '../support/colour-weights.ts';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, runShoal, startRehearsal } from '../support/running-rehearsal.ts';

const ports = 20_000;
const minute = 60_000;

let copy: RepositoryCopy;
let rehearsal: RunningRehearsal;

beforeAll(async () => {
  copy = await copyRepository();
  rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--speed', '600'] });
}, 2 * minute);

afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${rehearsal.shop}${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a rehearsal that is up', () => {
  it('shows the shop at its root, with links to go on from', async () => {
    const { status, body } = await get('/');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('/v2/products');
  });

  it('lists products through both balancers, the gateway, catalog and the database', async () => {
    const { status, body } = await get('/v1/products?limit=5');
    expect(status).toBe(200);
    expect(body.products).toHaveLength(5);
  });

  it('lets staff create a product and nobody else', async () => {
    const product = {
      sku: 'KET-REH-001',
      name: 'Rehearsed kettle',
      description: 'A kettle that exists on one machine.',
      category: 'tea',
      price: { amount: 2500, currency: 'EUR' },
    };
    const post = (headers: Record<string, string>) =>
      fetch(`${rehearsal.shop}/v1/products`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(product),
      });
    expect((await post({})).status).toBe(401);
    const customer = (await rehearsal.shoal(['token', '--role', 'customer'])).output.trim();
    expect((await post({ authorization: `Bearer ${customer}` })).status).toBe(403);
    const staff = (await rehearsal.shoal(['token', '--role', 'staff'])).output.trim();
    expect((await post({ authorization: `Bearer ${staff}` })).status).toBe(201);
  });

  it('keeps its addresses in .shoal/addresses.json', async () => {
    const addresses = JSON.parse(await readFile(join(copy.folder, '.shoal', 'addresses.json'), 'utf8'));
    expect(addresses).toMatchObject({ shop: rehearsal.shop, endpoint: rehearsal.endpoint });
  });

  it('answers the AWS SDK about its services, target groups and rules', async () => {
    const ecs = new ECSClient(rehearsal.settings);
    const { services } = await ecs.send(
      new DescribeServicesCommand({ cluster: 'dev', services: ['catalog', 'gateway'] }),
    );
    expect(services?.map(({ runningCount }) => runningCount)).toEqual([1, 1]);
    const elb = new ElasticLoadBalancingV2Client(rehearsal.settings);
    const { TargetGroups = [] } = await elb.send(
      new DescribeTargetGroupsCommand({ Names: ['dev-catalog-blue'] }),
    );
    const blue = TargetGroups[0]?.TargetGroupArn;
    const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: blue }));
    expect(health.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State)).toEqual([
      'healthy',
    ]);
  });

  it('tells what it does not play, once by type', () => {
    const lines = rehearsal.output().split('\n');
    expect(lines.filter((line) => line.includes('AWS::KMS::Key'))).toHaveLength(1);
  });

  it('refuses a second start beside it, in a sentence', async () => {
    const second = await runShoal(copy.folder, ['up', '--ports', '20500']);
    expect(second.code).not.toBe(0);
    expect(second.output).toMatch(/already|another rehearsal/);
    expect(second.output).not.toMatch(/\n\s+at /);
  });
});

describe('npx shoal deploy', () => {
  it(
    'releases changed code blue/green and loses no request',
    async () => {
      const load = startLoad({
        origin: rehearsal.shop,
        perSecond: 50,
        next: await shoppersOf(rehearsal),
        atMostSeconds: 120,
      });
      await copy.edit('services/catalog/service.ts', (text) => `${text}\n// a change\n`);
      const before = await servingRevision();
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      const report = await load.stop();
      expect(deployed.output).toContain('UPDATE_COMPLETE');
      expect(deployed.code).toBe(0);
      expect(await servingRevision()).not.toBe(before);
      expect(report.failures).toEqual([]);
      expect(report.sent).toBeGreaterThan(0);
    },
    2 * minute,
  );

  it(
    'does nothing when nothing changed',
    async () => {
      const again = await rehearsal.shoal(['deploy', 'catalog']);
      expect(again.output).toContain('nothing to do');
      expect(again.code).toBe(0);
    },
    minute,
  );

  it(
    'puts everything back when the new version never becomes ready, and says why',
    async () => {
      const before = await servingRevision();
      const sound = await readFile(join(copy.folder, 'services/catalog/main.ts'), 'utf8');
      await copy.edit(
        'services/catalog/main.ts',
        (text) => `${text}\nif (process.argv.length < 3) throw new Error('broken on purpose');\n`,
      );
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      await copy.edit('services/catalog/main.ts', () => sound);
      expect(deployed.code).not.toBe(0);
      expect(deployed.output).toMatch(/UPDATE_FAILED .*Custom::Release/);
      expect(deployed.output).toContain('UPDATE_ROLLBACK_COMPLETE');
      expect(await servingRevision()).toBe(before);
      expect((await get('/v1/products?limit=1')).status).toBe(200);
      const told = await rehearsal.shoal(['doctor', 'catalog']);
      expect(told.output).toContain('task exits');
      expect(told.output).toContain('broken on purpose');
      expect(told.code).toBe(2);
    },
    3 * minute,
  );

  it(
    'leaves a deployment to read, with its traffic on one colour alone',
    async () => {
      const codedeploy = new CodeDeployClient(rehearsal.settings);
      const { deployments = [] } = await codedeploy.send(
        new ListDeploymentsCommand({ applicationName: 'dev-catalog', deploymentGroupName: 'dev-catalog' }),
      );
      const statuses = await Promise.all(
        deployments.map(async (deploymentId) => {
          const { deploymentInfo } = await codedeploy.send(new GetDeploymentCommand({ deploymentId }));
          return deploymentInfo?.status;
        }),
      );
      expect(statuses).toContain('Succeeded');
      const elb = new ElasticLoadBalancingV2Client(rehearsal.settings);
      const { TargetGroups = [] } = await elb.send(
        new DescribeTargetGroupsCommand({ Names: ['dev-catalog-blue', 'dev-catalog-green'] }),
      );
      const balancer = TargetGroups.flatMap(({ LoadBalancerArns }) => LoadBalancerArns ?? [])[0];
      expect(balancer).toBeDefined();
      const weights = await colourWeights(elb, 'catalog');
      expect(weights.toSorted()).toEqual([0, 100]);
    },
    minute,
  );
});

describe('an operator', () => {
  it(
    'brings back what served before, and is the only one who deploys meanwhile',
    async () => {
      const before = await servingImage();
      const rolled = rehearsal.shoal(['rollback', 'catalog']);
      while ((await deploymentsInProgress()) === 0) await sleep(100);
      const second = await rehearsal.shoal(['restart', 'catalog']);
      expect(second.output).toContain('being deployed already, by you, with npx shoal rollback, since');
      expect(second.code).toBe(1);
      expect((await rolled).output).toContain('has all the traffic of catalog');
      expect(await servingImage()).not.toBe(before);
      const again = await rehearsal.shoal(['deploy', 'catalog']);
      expect(again.output).toContain('which somebody went back to');
      expect(again.code).toBe(1);
    },
    minute,
  );

  it(
    'scales for a while, runs tasks once, and is told when nothing is wrong',
    async () => {
      const scaled = await rehearsal.shoal(['scale', 'carts', '1', '6', '--for', '2h']);
      // Until dev sleeps, where that comes first.
      expect(scaled.output).toMatch(
        /carts has 1 to 6 tasks in dev until .*, (then 1 to 4 again|when its calendar sets them)/,
      );
      const seeded = await rehearsal.shoal(['run', 'catalog', 'seed']);
      expect(seeded.output).toContain('the demonstration products are there');
      expect(seeded.code).toBe(0);
      const well = await rehearsal.shoal(['doctor', 'gateway']);
      expect(well.output).toContain('nothing is wrong with gateway in dev');
      expect(well.code).toBe(0);
    },
    minute,
  );
});

describe('a new service', () => {
  it(
    'is deployed with what it stands on, also after a first deployment that failed',
    async () => {
      const made = await rehearsal.shoal(['new-service', 'ratings', '--needs', 'cache']);
      expect(made.output).toContain("'ratings' is there");
      const main = 'services/ratings/main.ts';
      await copy.edit(main, (text) => `process.exit(7);\n${text}`);
      const failed = await rehearsal.shoal(['deploy', 'ratings']);
      expect(failed.output).toContain('ratings is new here: what it stands on comes first');
      expect(failed.output).toContain('ROLLBACK_COMPLETE');
      expect(failed.code).toBe(1);
      await copy.edit(main, (text) => text.replace('process.exit(7);\n', ''));
      const deployed = await rehearsal.shoal(['deploy', 'ratings']);
      expect(deployed.output).toMatch(/ratings:\w+ has all the traffic/);
      expect(deployed.code).toBe(0);
    },
    minute,
  );
});

describe('npx shoal restore', () => {
  it(
    'makes a database of a moment beside the one that serves, and finds it alike',
    async () => {
      const restored = await rehearsal.shoal(['restore', '--to', '5s', '--as', 'five-ago']);
      expect(restored.output).toContain('shoal-dev-five-ago is available after');
      expect(restored.output).toMatch(/ok +engine +mysql/);
      expect(restored.output).not.toContain('DIFFERS');
      expect(restored.code).toBe(0);
      expect((await get('/v1/products?limit=1')).status).toBe(200);
    },
    minute,
  );
});

describe('a rehearsal that ends', () => {
  it(
    'stops everything on Ctrl-C, exits 0, and takes its addresses away',
    async () => {
      const running = await processes();
      expect(await rehearsal.stop()).toBe(0);
      expect(existsSync(join(copy.folder, '.shoal', 'addresses.json'))).toBe(false);
      expect(running.filter(isRunning)).toEqual([]);
    },
    minute,
  );

  it(
    'keeps its data for the next start, which cleans up after a kill -9',
    async () => {
      rehearsal = await startRehearsal({ folder: copy.folder, ports });
      const found = await get('/v1/products?q=Rehearsed');
      expect(JSON.stringify(found.body)).toContain('Rehearsed kettle');
      const left = await processes();
      process.kill(rehearsal.pid(), 'SIGKILL');
      await rehearsal.stop();
      rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--fresh'] });
      expect(left.filter(isRunning)).toEqual([]);
      const gone = await get('/v1/products?q=Rehearsed');
      expect(JSON.stringify(gone.body)).not.toContain('Rehearsed kettle');
      expect(await rehearsal.stop()).toBe(0);
    },
    3 * minute,
  );

  it(
    'names a port that is taken and how to take others',
    async () => {
      const squatter = createServer();
      await new Promise<void>((resolve) => squatter.listen(ports + 80, '127.0.0.1', resolve));
      const refused = await runShoal(copy.folder, ['up', '--ports', String(ports)]);
      squatter.close();
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain(String(ports + 80));
      expect(refused.output).toContain('--ports');
      expect(refused.output).not.toMatch(/\n\s+at /);
      expect((await processes()).filter(isRunning)).toEqual([]);
    },
    minute,
  );

  it(
    'names a service that does not start, with what it printed',
    async () => {
      await copy.edit(
        'services/catalog/main.ts',
        (text) => `${text}\nthrow new Error('broken on purpose');\n`,
      );
      const refused = await runShoal(copy.folder, ['up', '--ports', String(ports)]);
      expect(refused.code).not.toBe(0);
      expect(refused.output).toContain('catalog');
      expect(refused.output).toContain('broken on purpose');
      expect((await processes()).filter(isRunning)).toEqual([]);
    },
    3 * minute,
  );
});

async function servingRevision(): Promise<string | undefined> {
  const ecs = new ECSClient(rehearsal.settings);
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'dev', services: ['catalog'] }));
  return services?.[0]?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
}

async function servingImage(): Promise<string | undefined> {
  const ecs = new ECSClient(rehearsal.settings);
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: await servingRevision() }),
  );
  return taskDefinition?.containerDefinitions?.[0]?.image;
}

async function deploymentsInProgress(): Promise<number> {
  const { deployments = [] } = await new CodeDeployClient(rehearsal.settings).send(
    new ListDeploymentsCommand({
      applicationName: 'dev-catalog',
      deploymentGroupName: 'dev-catalog',
      includeOnlyStatuses: ['InProgress'],
    }),
  );
  return deployments.length;
}

async function processes(): Promise<readonly number[]> {
  const file = join(copy.folder, '.shoal', 'processes.json');
  if (!existsSync(file)) return [];
  const book: { readonly processes: readonly { readonly pid: number }[] } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  return book.processes.map(({ pid }) => pid);
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
