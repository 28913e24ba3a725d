import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLoad } from '../bench/load.ts';
import { shoppersOf } from '../bench/shoppers.ts';
import { colourWeights } from '../support/colour-weights.ts';
import { releaseOfDev } from '../support/release-of-dev.ts';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';

const ports = 30_000;
const minute = 60_000;
/** Five minutes for a part of the traffic, which are five seconds here: an alarm needs two of its own. */
const watched =
  "release: { strategy: 'codedeploy', steps: { kind: 'canary', percent: 20, minutes: 5 }, keepOldMinutes: 2 }";

let copy: RepositoryCopy;
let rehearsal: RunningRehearsal;
let cloudwatch: CloudWatchClient;
let elb: ElasticLoadBalancingV2Client;

beforeAll(async () => {
  copy = await copyRepository();
  await copy.edit('platform/stages.ts', (text) => text.replace(releaseOfDev, watched));
  expect(await readFile(join(copy.folder, 'platform/stages.ts'), 'utf8')).toContain(watched);
  rehearsal = await startRehearsal({ folder: copy.folder, ports });
  cloudwatch = new CloudWatchClient(rehearsal.settings);
  elb = new ElasticLoadBalancingV2Client(rehearsal.settings);
}, 2 * minute);

afterAll(async () => {
  await rehearsal?.stop();
  await copy?.remove();
}, minute);

describe('a release that alarms watch', () => {
  it(
    'is taken back when the new version fails those who come to it, and says which alarm it was',
    async () => {
      const before = await colourWeights(elb, 'catalog');
      const sound = await readFile(join(copy.folder, 'services/catalog/read-product.ts'), 'utf8');
      await copy.edit('services/catalog/read-product.ts', (text) =>
        text.replace(/handle: async .* => \{/, "$&\n      throw new Error('broken on purpose');"),
      );
      const load = startLoad({
        origin: rehearsal.shop,
        perSecond: 100,
        next: await shoppersOf(rehearsal),
        atMostSeconds: 120,
      });
      const deployed = await rehearsal.shoal(['deploy', 'catalog']);
      await load.stop();
      await copy.edit('services/catalog/read-product.ts', () => sound);
      expect(deployed.code).not.toBe(0);
      expect(deployed.output).toContain('alarms have been activated');
      expect(deployed.output).toContain('Activated alarms: <dev/catalog/5xx-green>');
      expect(deployed.output).toContain('UPDATE_ROLLBACK_COMPLETE');
      expect(await colourWeights(elb, 'catalog')).toEqual(before);
      const { AlarmHistoryItems = [] } = await cloudwatch.send(
        new DescribeAlarmHistoryCommand({ AlarmName: 'dev/catalog/5xx-green' }),
      );
      const summaries = AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary);
      expect(summaries).toContain('Alarm updated from OK to ALARM');
      expect(summaries.some((summary) => summary?.includes('Successfully executed action'))).toBe(true);
      const told = await rehearsal.shoal(['doctor', 'catalog']);
      expect(told.output).toContain('alarm during the release');
      expect(told.output).toContain('dev/catalog/5xx-green');
    },
    2 * minute,
  );
});

describe('npx shoal status', () => {
  it(
    'shows an alarm that is on with its service',
    async () => {
      await cloudwatch.send(
        new SetAlarmStateCommand({
          AlarmName: 'dev/carts/5xx-blue',
          StateValue: 'ALARM',
          StateReason: 'set by a test',
        }),
      );
      const status = await rehearsal.shoal(['status']);
      expect(status.output).toMatch(/carts .*dev\/carts\/5xx-blue/);
    },
    minute,
  );
});
