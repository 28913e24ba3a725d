import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient, ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/load.ts';
import { shoppersOf } from '../bench/shoppers.ts';
import { colourWeights } from '../support/colour-weights.ts';
import { type Finished, type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { type VersionedCopy, versionedCopy } from '../support/versioned-copy.ts';

const ports = 23_000;
const minute = 60_000;
const jest = 'node_modules/.bin/node node_modules/jest/bin/jest.js';
const aTest = `${jest} test/services/catalog/product-id.test.ts --selectProjects fast`;
const synth = `CDK_OUTDIR=cdk.out CDK_VALIDATION=false CDK_CONTEXT_JSON='{\\"stages\\":\\"dev\\"}' node_modules/.bin/node bin/app.ts`;

let copy: VersionedCopy;
let rehearsal: RunningRehearsal;
let next: Awaited<ReturnType<typeof shoppersOf>>;

beforeAll(async () => {
  copy = await versionedCopy();
  // What takes a minute and is tested elsewhere: one test of the service stands for all, and dev's templates for every
  // stage's.
  await copy.edit('pipeline/build/service.buildspec.yml', (text) =>
    text
      .replace(/\n.*- npm run check\n/, '\n')
      .replace('- npm test -- "test/services/$SERVICE"', `- ${aTest}`)
      .replace('- npm run synth -- --base this-week', `- "${synth}"`),
  );
  await copy.edit('platform/stages.ts', (text) =>
    text.replace(/delivery: \{ approval: \{ none: '[^']*' \}/, 'delivery: { approval: { withinHours: 24 }'),
  );
  // A hook that finds nothing good would go on asking for half a minute.
  await copy.edit('pipeline/hooks/proof.ts', (text) => text.replace('30_000', '4_000'));
  copy.commit('Ask before dev');
  rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--speed', '600'] });
  next = await shoppersOf(rehearsal);
}, 2 * minute);

afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

describe('npx shoal pipeline run', () => {
  it(
    'brings a committed change to live traffic, and loses no request',
    async () => {
      const before = await serving();
      await copy.edit('services/catalog/service.ts', (text) => `${text}\n// a change\n`);
      copy.commit('Change a line');
      await copy.write('not-committed.txt', 'half a thought');
      const run = await underLoad(() => rehearsal.shoal(['pipeline', 'run', 'catalog'], 'yes\n'));
      expect(run.output).toContain('not committed, so not part of this: not-committed.txt');
      expect(run.output).toMatch(/Source: [0-9a-f]{7} Change a line \(Ada\)/);
      expect(run.output).toContain('npm ci — package-lock.json is the one');
      expect(run.output).toContain('no Docker here: a bundle stands for the image');
      expect(run.output).toMatch(/May catalog at commit [0-9a-f]{40} come into dev/);
      expect(run.output).toMatch(/migrations +passes/);
      expect(run.output).toContain('catalog has come through its pipeline');
      expect(run.output).toMatch(/staging +not-played/);
      expect(run.code).toBe(0);
      expect((await serving()).revision).not.toBe(before.revision);
    },
    2 * minute,
  );

  it(
    'does nothing for a push that changed only docs, and says so',
    async () => {
      await copy.write('docs/thought.md', 'Half a thought.\n');
      copy.commit('Think');
      const run = await rehearsal.shoal(['pipeline', 'run', 'catalog']);
      expect(run.output).toContain(
        'nothing to do for catalog: the push changed only docs, not-committed.txt',
      );
      expect(run.code).toBe(0);
      const again = await rehearsal.shoal(['pipeline', 'run', 'catalog']);
      expect(again.output).toMatch(/nothing to do for catalog: [0-9a-f]{7} is what it was last run for/);
    },
    minute,
  );
});

interface Failure {
  readonly what: string;
  /** What is pushed: a file, and what is made of its text. */
  readonly change: readonly [string, (text: string) => string] | readonly [string, string];
  readonly stopsAt: string;
  /** The cause, and what to do about it. */
  readonly says: readonly (string | RegExp)[];
  /** Said before it, by the tasks themselves. */
  readonly alsoSays?: string;
  /** Whether CloudFormation is asked to change anything at all. */
  readonly touches: boolean;
  /** @default - the approval is given */
  readonly answer?: string;
  /** What happens meanwhile. */
  readonly meanwhile?: (hasEnded: () => boolean) => Promise<void>;
}

const failures: readonly Failure[] = [
  {
    what: 'a test fails',
    change: ['services/catalog/product-id.ts', (text) => text.replace('| 0x70', '| 0x40')],
    stopsAt: 'Build/Build',
    says: [
      `phase pre_build failed: '${aTest}' ended with exit code 1`,
      'the id of a new product › is the same for the same moment and the same random bytes',
    ],
    touches: false,
  },
  {
    what: 'the approval is denied',
    change: ['services/catalog/service.ts', (text) => `${text}\n// denied\n`],
    stopsAt: 'Approve-dev/Approve',
    says: ["not approved (the answer was 'n')", 'Nothing after it was begun'],
    touches: false,
    answer: 'n\n',
  },
  {
    what: 'a guard refuses',
    change: ['services/catalog/migrations/0004-gone.sql', 'ALTER TABLE products DROP COLUMN description;\n'],
    stopsAt: 'dev/Deploy',
    says: [/migrations +refuses/, '0004-gone.sql:1:', 'dev-catalog was not deployed, and is as it was'],
    touches: false,
  },
  {
    what: 'a migration that has run was changed',
    change: ['services/catalog/migrations/0001-products.sql', (text) => `-- a second thought\n${text}`],
    stopsAt: 'dev/Deploy',
    says: [
      /migrations +refuses/,
      '0001-products.sql: it was changed after dev-catalog was deployed with it',
      'dev-catalog was not deployed, and is as it was',
    ],
    touches: false,
  },
  {
    what: 'a migration fails',
    change: [
      'services/catalog/migrations/0004-nowhere.sql',
      'ALTER TABLE nowhere ADD COLUMN note VARCHAR(20) NULL;\n',
    ],
    stopsAt: 'dev/Deploy',
    says: ['migration dev-catalog-migrate', 'exited with 1', 'what ran before still serves'],
    alsoSays:
      "catalog wrote: the schema could not be migrated: migration '0004-nowhere.sql', statement 1 of 1 failed",
    touches: true,
  },
  {
    what: 'the hook finds the new version wanting',
    change: [
      'services/catalog/main.ts',
      (text) =>
        [
          "import { Server } from 'node:http';",
          text,
          'const { emit } = Server.prototype;',
          'Server.prototype.emit = function (this: Server, event: string, ...args: any[]) {',
          "  const isHook = event === 'request' && args[0].headers['user-agent'] === 'shoal-after-test-traffic';",
          '  if (!isHook) return emit.apply(this, [event, ...args] as never);',
          '  args[1].writeHead(500).end();',
          '  return true;',
          '} as typeof emit;',
          '',
        ].join('\n'),
    ],
    stopsAt: 'dev/Deploy',
    says: [
      'failed at AfterAllowTestTraffic in CodeDeployHook_dev_catalog, which logs to /shoal/dev/catalog/proof',
      'what ran before still serves',
    ],
    touches: true,
  },
  {
    what: 'an alarm fires during the release',
    change: ['services/catalog/service.ts', (text) => `${text}\n// alarming\n`],
    stopsAt: 'dev/Deploy',
    says: ['Activated alarms: <dev/catalog/5xx-green>', 'what ran before still serves'],
    touches: true,
    meanwhile: async (hasEnded) => {
      const codedeploy = new CodeDeployClient(rehearsal.settings);
      const running = { applicationName: 'dev-catalog', deploymentGroupName: 'dev-catalog' };
      const isRunning = async () => {
        const { deployments = [] } = await codedeploy.send(
          new ListDeploymentsCommand({ ...running, includeOnlyStatuses: ['InProgress'] }),
        );
        return deployments.length > 0;
      };
      while (!(await isRunning()) && !hasEnded()) await sleep(20);
      await new CloudWatchClient(rehearsal.settings).send(
        new SetAlarmStateCommand({
          AlarmName: 'dev/catalog/5xx-green',
          StateValue: 'ALARM',
          StateReason: 'set by a test',
        }),
      );
    },
  },
];

describe('a pipeline', () => {
  it.each(failures)(
    'stops where $what, at $stopsAt, says why, and leaves live traffic as it was',
    async ({
      change: [file, edit],
      stopsAt,
      says,
      alsoSays = '',
      touches,
      answer = 'yes\n',
      meanwhile,
      what,
    }) => {
      const before = { serving: await serving(), touched: await lastTouched() };
      await (typeof edit === 'string' ? copy.write(file, edit) : copy.edit(file, edit));
      copy.commit(`Break it: ${what}`);
      const run = await underLoad(async () => {
        const running = rehearsal.shoal(['pipeline', 'run', 'catalog', '--anyway'], answer);
        let ended = false;
        void running.then(() => {
          ended = true;
        });
        await meanwhile?.(() => ended);
        return running;
      });
      copy.takeBack();
      expect(run.output).toContain(`The pipeline of catalog stopped at ${stopsAt}: `);
      const told = run.output.slice(run.output.indexOf('The pipeline of catalog stopped'));
      for (const part of says) expect(told).toMatch(part);
      expect(run.output).toContain(alsoSays);
      expect(run.code).toBe(1);
      expect(await serving()).toEqual(before.serving);
      expect((await lastTouched()) === before.touched).toBe(!touches);
    },
    2 * minute,
  );
});

/** Shoppers who go on while something is released, none of whom may notice. */
async function underLoad(work: () => Promise<Finished>): Promise<Finished> {
  const load = startLoad({ origin: rehearsal.shop, perSecond: 20, next, atMostSeconds: 120 });
  const finished = await work();
  const report = await load.stop();
  expect(report.failures).toEqual([]);
  expect(report.sent).toBeGreaterThan(0);
  return finished;
}

/** Which version has the traffic, and that it has all of it. */
async function serving() {
  const { services } = await new ECSClient(rehearsal.settings).send(
    new DescribeServicesCommand({ cluster: 'dev', services: ['catalog'] }),
  );
  const primary = services?.[0]?.taskSets?.find(({ status }) => status === 'PRIMARY');
  const weights = await colourWeights(new ElasticLoadBalancingV2Client(rehearsal.settings), 'catalog');
  return { revision: primary?.taskDefinition, weights: weights.toSorted() };
}

async function lastTouched(): Promise<number | undefined> {
  const { Stacks } = await new CloudFormationClient(rehearsal.settings).send(
    new DescribeStacksCommand({ StackName: 'dev-catalog' }),
  );
  return Stacks?.[0]?.LastUpdatedTime?.getTime();
}
