import { DBInstanceNotFoundFault, DescribeDBSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetSnapshots } from '../../../bin/snapshot/forget-snapshots.ts';
import { takeSnapshot } from '../../../bin/snapshot/take-snapshot.ts';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import { AwsError } from '../../../rehearsal/plane.ts';
import type { DatabaseInstance } from '../../../rehearsal/rds/database-instance.ts';
import { notedSnapshots } from '../../../rehearsal/rds/noted-snapshots.ts';

let endpoint: Endpoint;
let rds: RDSClient;
let status: DatabaseInstance['status'];
let minute: number;

beforeAll(async () => {
  const operations = notedSnapshots({
    find: (identifier) => {
      if (identifier !== 'shoal-prod') throw new AwsError('DBInstanceNotFound', 'not found', 404);
      return { identifier, status, properties: {} } as DatabaseInstance;
    },
    region: 'eu-central-1',
  });
  const namespace = 'http://rds.amazonaws.com/doc/2014-10-31/';
  const api = { signingName: 'rds', protocol: 'query', namespace, operations } as const;
  endpoint = await startEndpoint({ apis: [api], host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };
  rds = new RDSClient({ endpoint: endpoint.url, region: 'eu-central-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  rds.destroy();
  await endpoint.close();
});
beforeEach(() => {
  status = 'available';
  minute = 0;
});

function take(purpose: 'before-deployment' | 'by-hand', stage = 'prod'): Promise<string> {
  return takeSnapshot({
    rds,
    stage,
    purpose,
    say: () => undefined,
    now: () => Date.parse('2026-11-21T04:05:00Z') + minute * 60_000,
    pause: async () => {
      minute += 1;
      status = 'available';
    },
  });
}

async function names(): Promise<readonly (string | undefined)[]> {
  const { DBSnapshots = [] } = await rds.send(
    new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: 'shoal-prod', SnapshotType: 'manual' }),
  );
  return DBSnapshots.map(({ DBSnapshotIdentifier: name }) => name);
}

describe('snapshots in the rehearsal', () => {
  it('are taken, waited for, and let go by the code that does so on AWS', async () => {
    const byHand = await take('by-hand');
    const old = await take('before-deployment');
    minute = 1;
    const young = await take('before-deployment');
    expect(await names()).toEqual([byHand, old, young]);
    await forgetSnapshots({ rds, stage: 'prod', keep: 1, say: () => undefined });
    expect(await names()).toEqual([byHand, young]);
  });

  it('wait for a database that does something else, and are of one that is there', async () => {
    status = 'rebooting';
    minute = 2;
    await take('by-hand');
    expect(minute).toBe(3);
    await expect(take('by-hand', 'dev')).rejects.toBeInstanceOf(DBInstanceNotFoundFault);
  });
});
