import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inRehearsal } from '../../../../pipeline/operations/restore/in-rehearsal.ts';
import { type Restored, restore } from '../../../../pipeline/operations/restore/restore.ts';
import { restoredText } from '../../../../pipeline/operations/restore/restored-text.ts';
import { AddressBook } from '../../../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../../../rehearsal/binaries/binaries.ts';
import { type Certificates, createCertificates } from '../../../../rehearsal/certificates/certificates.ts';
import { type Endpoint, startEndpoint } from '../../../../rehearsal/endpoint/endpoint.ts';
import { ProcessBook } from '../../../../rehearsal/processes.ts';
import { asMaster, forgetChanges, type MasterDoor } from '../../../../rehearsal/rds/master-connection.ts';
import { createRdsPlane, type RdsPlane } from '../../../../rehearsal/rds/rds-plane.ts';
import { SecretStore } from '../../../../rehearsal/secretsmanager/secret-store.ts';

const region = 'eu-central-1';
const folder = mkdtempSync(join(tmpdir(), 'shoal-restore-'));
const processes = new ProcessBook(folder);
const secrets = new SecretStore({ stateFolder: folder, region });
const said: string[] = [];
let certificates: Certificates;
let plane: RdsPlane;
let endpoint: Endpoint;
let rds: RDSClient;

beforeAll(async () => {
  certificates = await createCertificates({ stateFolder: folder });
  plane = createRdsPlane({
    stateFolder: folder,
    region,
    processes,
    addresses: new AddressBook({ stateFolder: folder, basePort: 21300 }),
    certificates,
    secrets,
    groups: { write: () => undefined },
    program: async () =>
      (await findServerPrograms({ stateFolder: '.shoal', progress: () => undefined })).database,
    say: (sentence) => said.push(sentence),
  });
  const type = plane.types.find((each) => each.type === 'AWS::RDS::DBInstance');
  await type?.create({
    stackName: 'dev-data',
    stackId: 'arn',
    logicalId: 'Database',
    type: 'AWS::RDS::DBInstance',
    progress: () => undefined,
    properties: {
      DBInstanceIdentifier: 'shoal-dev',
      Engine: 'mysql',
      EngineVersion: '8.4.10',
      MasterUsername: 'shoal_master',
      ManageMasterUserPassword: true,
      BackupRetentionPeriod: 1,
      DBSubnetGroupName: 'isolated',
      DBParameterGroupName: 'parameters',
      EnableIAMDatabaseAuthentication: true,
      VPCSecurityGroups: ['sg-database'],
      AllocatedStorage: '20',
    },
  });
  endpoint = await startEndpoint({ apis: plane.apis, host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  rds = new RDSClient({ endpoint: endpoint.url, region, credentials, maxAttempts: 1 });
}, 30_000);

afterAll(async () => {
  rds.destroy();
  await endpoint.close();
  await plane.close();
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = inRehearsal({ endpoint: 'http://127.0.0.1:8000', region, authorityFile: 'authority.pem' });

function restoring(as: string, at: number | 'latest'): Promise<Restored> {
  const pace = { now: Date.now, say: () => undefined, pause: () => sleep(20) };
  return restore(
    { rds, pace, place, began: () => undefined },
    { stage: 'dev', target: `shoal-dev-${as}`, at, operator: 'jan' },
  );
}

/** The master user's password is where RDS says that it is. */
async function doorOf(name: string): Promise<MasterDoor> {
  const instance = await describedAs(name);
  return {
    address: { host: instance?.Endpoint?.Address ?? '', port: instance?.Endpoint?.Port ?? 0 },
    user: instance?.MasterUsername ?? '',
    password: secrets.valueOf(instance?.MasterUserSecret?.SecretArn ?? '', 'password'),
    authorityFile: certificates.authorityFile,
  };
}

/** The answer to the last of some statements. */
async function ask(name: string, ...statements: readonly string[]): Promise<unknown> {
  return asMaster(await doorOf(name), async (each) => {
    let rows: unknown;
    for (const statement of statements) rows = await each(statement);
    return rows;
  });
}

/** Such as somebody types, and RDS tells: what happened in a second belongs to it. */
function thisSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

/** Takes rows away in ten seconds' time, as far as the log of changes can tell. */
async function deleteLater(where: string): Promise<void> {
  const later = Math.floor(Date.now() / 1000) + 10;
  await ask('shoal-dev', `SET timestamp = ${later}`, `DELETE FROM shop.products WHERE ${where}`);
}

describe('a restore in the rehearsal', () => {
  const pid = () => plane.servers().find(({ identifier }) => identifier === 'shoal-dev')?.pid;

  it('has the rows of the moment, beside a database that serves on without them', async () => {
    await ask(
      'shoal-dev',
      'CREATE DATABASE shop',
      'CREATE TABLE shop.products (id INT PRIMARY KEY, name TEXT)',
      "INSERT INTO shop.products VALUES (1, 'kettle'), (2, 'cup')",
      "CREATE USER catalog IDENTIFIED BY 'secret'",
      'GRANT SELECT ON shop.* TO catalog',
    );
    const moment = thisSecond();
    const before = pid();
    await deleteLater('id > 1');
    const restored = await restoring('before', moment);
    const { text, differs } = restoredText(restored, place);
    expect(await ask('shoal-dev-before', 'SELECT id FROM shop.products')).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await ask('shoal-dev-before', 'SHOW GRANTS FOR catalog')).toHaveLength(2);
    expect(await ask('shoal-dev', 'SELECT id FROM shop.products')).toEqual([{ id: 1 }]);
    expect(pid()).toBe(before);
    expect(text).not.toContain('DIFFERS');
    expect(text).toMatch(/ok +subnets +isolated/);
    expect(text).toMatch(/ok +security groups +sg-database/);
    expect(differs).toBe(false);
  }, 30_000);

  it('of the latest moment has what is there now, and takes changes of its own', async () => {
    await restoring('latest', 'latest');
    await ask('shoal-dev-latest', "INSERT INTO shop.products VALUES (3, 'pot')");
    expect(await ask('shoal-dev-latest', 'SELECT id FROM shop.products')).toEqual([{ id: 1 }, { id: 3 }]);
    expect(await ask('shoal-dev', 'SELECT id FROM shop.products')).toEqual([{ id: 1 }]);
    expect(await ask('shoal-dev-latest', 'SHOW SLAVE STATUS')).toEqual([]);
  }, 30_000);

  it('in the middle of writing has whole transactions only', async () => {
    await ask('shoal-dev', 'CREATE TABLE shop.taken (id INT)', 'CREATE TABLE shop.given (id INT)');
    let written = 0;
    let enough = false;
    const writer = async () => {
      while (!enough) {
        written += 1;
        const row = `VALUES (${written})`;
        await ask(
          'shoal-dev',
          'START TRANSACTION',
          `INSERT INTO shop.taken ${row}`,
          `INSERT INTO shop.given ${row}`,
          'COMMIT',
        );
      }
    };
    const writers = [writer(), writer(), writer()];
    while (written < 20) await sleep(5);
    await restoring('busy', 'latest');
    enough = true;
    await Promise.all(writers);
    const count = (table: string) => `(SELECT COUNT(*) FROM shop.${table})`;
    const counts = `SELECT ${count('taken')} AS taken, ${count('given')} AS given`;
    const [{ taken, given }] = (await ask('shoal-dev-busy', counts)) as [{ taken: number; given: number }];
    expect(taken).toBe(given);
    expect(taken).toBeGreaterThanOrEqual(17);
    expect(written).toBeGreaterThan(taken);
  }, 30_000);

  it('of a moment that is not kept is refused, by the command and by RDS', async () => {
    const hourAgo = Date.now() - 3_600_000;
    await expect(restoring('early', hourAgo)).rejects.toThrow(
      /cannot be restored: .*; a rehearsal keeps what changed since its database last started/,
    );
    await expect(order('shoal-dev-early', { RestoreTime: new Date(hourAgo) })).rejects.toThrow(
      'it can to every second from',
    );
    await expect(order('shoal-dev-early', {})).rejects.toThrow('Say RestoreTime or UseLatestRestorableTime');
  });

  it('never goes over a database that is there, and names one that is none', async () => {
    await expect(restoring('before', 'latest')).rejects.toThrow(
      'There is a database shoal-dev-before already',
    );
    const latest = { UseLatestRestorableTime: true };
    await expect(order('shoal-dev', latest)).rejects.toThrow('DB instance already exists: shoal-dev');
    await expect(order('../shoal-dev', latest)).rejects.toThrow('is no name of a database');
  });

  it('of a restored database is refused, since its own past is not kept', async () => {
    await expect(
      order('shoal-dev-third', {
        SourceDBInstanceIdentifier: 'shoal-dev-before',
        UseLatestRestorableTime: true,
      }),
    ).rejects.toThrow('No moment of shoal-dev-before can be restored: its BackupRetentionPeriod is 0.');
  });

  it('puts no master password into a log of changes', async () => {
    const { MasterUserSecret } = (await describedAs('shoal-dev')) ?? {};
    const password = secrets.valueOf(MasterUserSecret?.SecretArn ?? '', 'password');
    const logs = logsOfChanges();
    expect(logs).not.toEqual([]);
    expect(logs.filter((name) => readLog(name).includes('INSERT'))).not.toEqual([]);
    expect(logs.filter((name) => readLog(name).includes(password))).toEqual([]);
  });

  it('comes after a server that was killed, too', async () => {
    process.kill(pid() ?? 0, 'SIGKILL');
    while (!said.includes('the database is there again')) await sleep(20);
    await deleteLater('id = 1');
    await restoring('killed', thisSecond());
    expect(await ask('shoal-dev-killed', 'SELECT id FROM shop.products')).toEqual([{ id: 1 }]);
    expect(await ask('shoal-dev', 'SELECT id FROM shop.products')).toEqual([]);
  }, 30_000);

  it('that cannot be says why, in its events and on the terminal', async () => {
    while (logsOfChanges().includes('changes.000002'))
      await asMaster(await doorOf('shoal-dev'), forgetChanges);
    await expect(restoring('broken', 'latest')).rejects.toThrow(
      /shoal-dev-broken is incompatible-restore .* aws rds describe-events/,
    );
    const { Events } = await rds.send(
      new DescribeEventsCommand({ SourceIdentifier: 'shoal-dev-broken', SourceType: 'db-instance' }),
    );
    expect(Events?.[0]?.Message).toContain('somebody has removed the others');
    expect(said.at(-1)).toContain('shoal-dev-broken was not restored from shoal-dev: of the ');
  }, 30_000);

  it('of a database that is stopped is refused, and can be had again from its next start on', async () => {
    const named = { DBInstanceIdentifier: 'shoal-dev' };
    const until = async (status: string) => {
      while ((await describedAs('shoal-dev'))?.DBInstanceStatus !== status) await sleep(20);
    };
    await rds.send(new StopDBInstanceCommand(named));
    await until('stopped');
    await expect(restoring('asleep', 'latest')).rejects.toThrow(/is not in available state: it is stopped$/);
    await rds.send(new StartDBInstanceCommand(named));
    await until('available');
    expect(logsOfChanges()).toEqual(['changes.000001']);
    await restoring('awake', 'latest');
    expect(await ask('shoal-dev-awake', 'SHOW TABLES FROM shop')).toHaveLength(3);
  }, 30_000);
});

describe('a restored database', () => {
  const remove = (name: string, SkipFinalSnapshot = true) =>
    rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: name, SkipFinalSnapshot }));

  it('goes with its data and its secret when it is deleted, where that of a stack stays', async () => {
    const { MasterUserSecret } = (await describedAs('shoal-dev-before')) ?? {};
    await expect(remove('shoal-dev')).rejects.toThrow('shoal-dev belongs to a stack');
    await expect(remove('shoal-dev-before', false)).rejects.toThrow('Say SkipFinalSnapshot');
    await remove('shoal-dev-before');
    while ((await describedAs('shoal-dev-before')) !== undefined) await sleep(20);
    expect(existsSync(join(folder, 'restored', 'shoal-dev-before'))).toBe(false);
    expect(secrets.find(MasterUserSecret?.SecretArn ?? '')).toBeUndefined();
    expect(await ask('shoal-dev', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }, 30_000);

  it('goes with the rehearsal, also while it is being made', async () => {
    await order('shoal-dev-last', { UseLatestRestorableTime: true });
    await plane.close();
    expect(readdirSync(join(folder, 'restored'))).toEqual([]);
    expect(processes.pids).toEqual([]);
  }, 30_000);
});

async function order(target: string, more: object): Promise<unknown> {
  return rds.send(
    new RestoreDBInstanceToPointInTimeCommand({
      SourceDBInstanceIdentifier: 'shoal-dev',
      TargetDBInstanceIdentifier: target,
      ...more,
    }),
  );
}

async function describedAs(name: string) {
  try {
    const found = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }));
    return found.DBInstances?.[0];
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) return undefined;
    throw error;
  }
}

function logsOfChanges(): readonly string[] {
  return readdirSync(join(folder, 'mariadb', 'shoal-dev', 'data')).filter((name) =>
    /^changes\.\d/.test(name),
  );
}

function readLog(name: string): string {
  return readFileSync(join(folder, 'mariadb', 'shoal-dev', 'data', name), 'latin1');
}
