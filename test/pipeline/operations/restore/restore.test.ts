import { RDSClient } from '@aws-sdk/client-rds';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onAws } from '../../../../pipeline/operations/restore/on-aws.ts';
import { restore } from '../../../../pipeline/operations/restore/restore.ts';
import { restoredText } from '../../../../pipeline/operations/restore/restored-text.ts';
import { type Endpoint, startEndpoint } from '../../../../rehearsal/endpoint/endpoint.ts';
import { fakeRds } from './fake-rds.ts';

let endpoint: Endpoint | undefined;
afterEach(() => endpoint?.close());

const at = Date.parse('2026-11-21T09:30:00Z');
const target = 'shoal-prod-before-the-sale';

/** Restores by the SDK, over a wire, from an RDS that answers as AWS does. */
async function restoring(
  rds: ReturnType<typeof fakeRds>,
  { to = at as number | 'latest', stage = 'prod' } = {},
) {
  endpoint = await startEndpoint({ apis: [rds.api], host: '127.0.0.1', port: 0 });
  const said: string[] = [];
  let minute = 0;
  let begun = false;
  const client = new RDSClient({
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const done = restore(
    {
      rds: client,
      pace: {
        now: () => minute * 60_000,
        say: (sentence) => said.push(sentence),
        pause: async () => {
          minute += 4;
        },
      },
      place: onAws({ stage: 'prod', region: 'eu-central-1' }),
      began: () => {
        begun = true;
      },
    },
    { stage, target, at: to, operator: 'jan doe' },
  );
  const result = await done.catch((error: Error) => error);
  return { result, said, begun: () => begun };
}

async function textOf(rds: ReturnType<typeof fakeRds>) {
  const { result } = await restoring(rds);
  if (result instanceof Error) throw result;
  return restoredText(result, onAws({ stage: 'prod', region: 'eu-central-1' }));
}

describe('a restore', () => {
  it('makes a new database of the moment, as the old one is, and touches the old one with nothing', async () => {
    const rds = fakeRds();
    const before = JSON.stringify(rds.instances.get('shoal-prod'));
    const { said } = await restoring(rds);
    expect(rds.asked).toHaveLength(1);
    expect(rds.asked[0]).toMatchObject({
      SourceDBInstanceIdentifier: 'shoal-prod',
      TargetDBInstanceIdentifier: target,
      RestoreTime: '2026-11-21T09:30:00Z',
      DBSubnetGroupName: 'prod-isolated',
      VpcSecurityGroupIds: ['sg-database'],
      DBParameterGroupName: 'prod-parameters',
      PubliclyAccessible: 'false',
      ManageMasterUserPassword: 'true',
    });
    expect(JSON.stringify(rds.asked[0])).not.toContain('shoal:backup');
    expect(JSON.stringify(rds.instances.get('shoal-prod'))).toBe(before);
    expect(said.slice(1)).toEqual([
      '  creating, 0 seconds',
      '  backing-up, 4 minutes',
      '  modifying, 8 minutes',
    ]);
  });

  it('says what was compared, and how to look into it, bring rows back and remove it', async () => {
    const { text, differs } = await textOf(fakeRds());
    expect(differs).toBe(false);
    expect(text).toContain(
      `${target} is available after 12 minutes, beside shoal-prod, which was not touched.`,
    );
    expect(text).toMatch(/ok +encryption +by arn:aws:kms/);
    expect(text).toContain(`host=${target}.example.eu-central-1.rds.amazonaws.com,portNumber=3306`);
    expect(text).toContain("--secret-id 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:rds!new'");
    expect(text).toContain(
      `aws --region eu-central-1 rds delete-db-instance --db-instance-identifier ${target}`,
    );
  });

  it.each([
    [{ forgetful: true }, /DIFFERS +security groups +sg-default; the old one has sg-database/],
    [{ parametersApplied: 'pending-reboot' }, /DIFFERS +parameters in effect +pending-reboot/],
  ])('says where the new one is not as the old one: %j', async (flaw, sentence) => {
    const { text, differs } = await textOf(fakeRds(flaw));
    expect(differs).toBe(true);
    expect(text).toMatch(sentence);
  });

  it.each([
    ['2026-11-21T09:58:00Z', /RDS has every second from 2026-10-17.* to 2026-11-21T09:55.*--to latest/],
    ['2026-09-01T00:00:00Z', /cannot be restored: .*older days may be in the vault/],
  ])('of %s is refused before anything is begun, with what can be had', async (moment, sentence) => {
    const rds = fakeRds();
    const { result, begun } = await restoring(rds, { to: Date.parse(moment) });
    expect(String(result)).toMatch(sentence);
    expect([rds.asked, begun()]).toEqual([[], false]);
  });

  it('of the latest moment lets RDS choose it', async () => {
    const rds = fakeRds();
    await restoring(rds, { to: 'latest' });
    expect(rds.asked[0]).toMatchObject({ UseLatestRestorableTime: 'true' });
    expect(rds.asked[0]).not.toHaveProperty('RestoreTime');
  });

  it('never goes over a database that is there', async () => {
    const rds = fakeRds();
    rds.instances.set(target, { DBInstanceIdentifier: target });
    const { result, begun } = await restoring(rds);
    expect(String(result)).toContain(`There is a database ${target} already`);
    expect(begun()).toBe(false);
  });

  it('that ends badly is told as such, with its events and how to be rid of it', async () => {
    const { result, begun } = await restoring(fakeRds({ states: ['creating', 'incompatible-restore'] }));
    expect(String(result)).toMatch(/is incompatible-restore .* describe-events .* delete-db-instance/);
    expect(begun()).toBe(true);
  });

  it('of a stage without a database says where older copies are', async () => {
    const { result } = await restoring(fakeRds(), { stage: 'dev' });
    expect(String(result)).toContain('dev has no database shoal-dev');
  });
});
