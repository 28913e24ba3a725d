import {
  CreateDBSnapshotCommand,
  DBInstanceNotFoundFault,
  DeleteDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  type RDSClient,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from '@jest/globals';
import { snapshotBeforeDeployment } from '../../../bin/snapshot/snapshot-before.ts';
import { dev, prod } from '../../../platform/stages.ts';

const begins = Date.parse('2026-11-21T04:05:00Z');
const fresh = 'shoal-prod-before-deployment-20261121-040500';
const fault = { message: 'is backing-up', $metadata: {} };

interface Played {
  /** What creating says at each try; the last one lasts. */
  readonly create?: readonly (Error | 'taken')[];
  /** What it is at each look; the last one lasts. */
  readonly states?: readonly { readonly Status: string; readonly PercentProgress?: number }[];
  /** The snapshots there are, two on a page. */
  readonly there?: readonly string[];
  /** One that is being taken until it is looked at by its name. */
  readonly other?: string;
  readonly stage?: typeof prod;
}

async function taking({
  create = ['taken'],
  states = [{ Status: 'available' }],
  there = [],
  other,
  stage = prod,
}: Played) {
  const called: string[] = [];
  const said: string[] = [];
  let minute = 0;
  const next = <Value>(values: readonly Value[]) => values[Math.min(minute, values.length - 1)];
  const send = async (command: unknown) => {
    if (command instanceof CreateDBSnapshotCommand) {
      const answer = next(create);
      if (answer instanceof Error) throw answer;
      called.push(`create ${command.input.DBSnapshotIdentifier} of ${command.input.DBInstanceIdentifier}`);
      return {};
    }
    if (command instanceof DeleteDBSnapshotCommand) {
      called.push(`delete ${command.input.DBSnapshotIdentifier}`);
      return {};
    }
    if (!(command instanceof DescribeDBSnapshotsCommand)) throw new Error('asked for something else');
    if (command.input.DBSnapshotIdentifier !== undefined) return { DBSnapshots: [next(states)] };
    const from = Number(command.input.Marker ?? 0);
    const all = [
      ...there.map((id) => ({ DBSnapshotIdentifier: id, Status: 'available' })),
      ...(other === undefined ? [] : [{ DBSnapshotIdentifier: other, Status: 'creating' }]),
    ];
    const page = all.slice(from, from + 2);
    return { DBSnapshots: page, ...(from + 2 < all.length && { Marker: String(from + 2) }) };
  };
  const done = snapshotBeforeDeployment({
    rds: { send } as Pick<RDSClient, 'send'>,
    stage,
    say: (sentence) => said.push(sentence),
    now: () => begins + minute * 60_000,
    pause: async () => {
      minute += 1;
    },
  });
  return { failed: await done.then(() => undefined, String), called, said };
}

describe('the snapshot before a deployment', () => {
  it('is there, with all that is in it, before anything else happens', async () => {
    const states = [0, 30, 60].map((PercentProgress) => ({ Status: 'creating', PercentProgress }));
    expect(await taking({ states: [...states, { Status: 'available' }] })).toEqual({
      failed: undefined,
      called: [`create ${fresh} of shoal-prod`],
      said: [
        `Snapshot ${fresh} is being taken …`,
        '  30 %',
        '  60 %',
        `Snapshot ${fresh} is there, after 3 minutes.`,
      ],
    });
  });

  it('waits for a database that is being backed up', async () => {
    const { called, said } = await taking({ create: [new InvalidDBInstanceStateFault(fault), 'taken'] });
    expect(called).toHaveLength(1);
    expect(said[0]).toBe('The database takes no snapshot just now (is backing-up); waiting for it …');
  });

  it('is the one that another deployment is taking, where there is one', async () => {
    const other = 'shoal-prod-before-deployment-20261121-040300';
    const { called, said, failed } = await taking({ other, there: ['a', 'b', 'c'] });
    expect(failed).toBeUndefined();
    expect(called).toEqual([]);
    expect(said[0]).toContain(`Snapshot ${other} is being taken by another deployment`);
  });

  it('is its own where somebody only takes one by hand', async () => {
    const { called } = await taking({ other: 'shoal-prod-by-hand-20261121-040300' });
    expect(called).toEqual([`create ${fresh} of shoal-prod`]);
  });

  it.each<[string, Played, RegExp]>([
    ['failed', { states: [{ Status: 'failed' }] }, /is failed and holds nothing to go back to/],
    [
      'never ended',
      { states: [{ Status: 'creating', PercentProgress: 7 }] },
      /is 7 % there after 90 minutes; it goes on/,
    ],
    [
      'never began',
      { create: [new InvalidDBInstanceStateFault(fault)] },
      /takes no snapshot after 90 minutes/,
    ],
    ['is one too many', { create: [new SnapshotQuotaExceededFault(fault)] }, /has as many as it may/],
  ])('stops the deployment where it %s', async (_, played, sentence) => {
    const { failed } = await taking(played);
    expect(failed).toMatch(sentence);
    expect(failed).toContain('prod was not deployed, and is as it was.');
  });

  it('lets the oldest of its kind go, and none that was taken by hand', async () => {
    const older = [1, 2, 3, 4, 5, 6].map((day) => `shoal-prod-before-deployment-2026110${day}-040500`);
    const { called } = await taking({ there: ['shoal-prod-by-hand-20200101-000000', ...older] });
    expect(called.slice(1)).toEqual([`delete ${older[0]}`]);
  });

  it('is not taken where the stage takes none, or has nothing yet', async () => {
    expect((await taking({ stage: dev })).said).toEqual([
      'No snapshot: dev holds made-up data, which seeding makes again.',
    ]);
    const none = await taking({ create: [new DBInstanceNotFoundFault(fault)] });
    expect(none).toEqual({ failed: undefined, called: [], said: ['No snapshot: prod has no database yet.'] });
  });
});
