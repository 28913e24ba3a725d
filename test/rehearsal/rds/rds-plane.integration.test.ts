import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, createConnection } from 'mysql2/promise';
import { AddressBook } from '../../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../../rehearsal/binaries/binaries.ts';
import { type Certificates, createCertificates } from '../../../rehearsal/certificates/certificates.ts';
import type { Played, PlayedType, Properties } from '../../../rehearsal/plane.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';
import { createRdsPlane, type RdsPlane } from '../../../rehearsal/rds/rds-plane.ts';

const call = {
  stackName: 'dev-data',
  stackId: 'arn',
  logicalId: 'Database',
  type: 'T',
  progress: () => undefined,
};
const properties = {
  DBInstanceIdentifier: 'shoal-dev',
  Engine: 'mysql',
  MasterUsername: 'shoal_master',
  ManageMasterUserPassword: true,
  DBParameterGroupName: 'parameters',
};
const folder = mkdtempSync(join(tmpdir(), 'shoal-rds-'));
const said: string[] = [];
let processes: ProcessBook;
let certificates: Certificates;
let plane: RdsPlane;
let database: Played;

async function open(): Promise<void> {
  processes = new ProcessBook(folder);
  plane = createRdsPlane({
    stateFolder: folder,
    region: 'eu-central-1',
    processes,
    addresses: new AddressBook({ stateFolder: folder, basePort: 21200 }),
    certificates,
    secrets: {
      ensure: () => 'arn:secret',
      valueOf: () => "a 'quoted' \\ password",
      delete: () => undefined,
    },
    groups: { write: () => undefined },
    program: async () =>
      (await findServerPrograms({ stateFolder: '.shoal', progress: () => undefined })).database,
    say: (sentence) => said.push(sentence),
  });
  await played('AWS::RDS::DBParameterGroup').create({
    ...call,
    properties: {
      DBParameterGroupName: 'parameters',
      Parameters: { require_secure_transport: '1', max_connections: '77' },
    },
  });
  database = await played('AWS::RDS::DBInstance').create({ ...call, properties });
}
function played(name: string): PlayedType {
  const type = plane.types.find((each) => each.type === name);
  if (!type) throw new Error(`no ${name}`);
  return type;
}
async function close(): Promise<void> {
  await plane.close();
  await processes.close();
}
async function connect(more: object = {}): Promise<Connection> {
  return createConnection({
    host: String(database.attributes['Endpoint.Address']),
    port: Number(database.attributes['Endpoint.Port']),
    user: 'shoal_master',
    password: "a 'quoted' \\ password",
    ssl: { ca: readFileSync(certificates.authorityFile), verifyIdentity: true },
    ...more,
  });
}
async function query(sql: string): Promise<unknown> {
  const connection = await connect();
  const [rows] = await connection.query(sql);
  await connection.end();
  return rows;
}

beforeAll(async () => {
  certificates = await createCertificates({ stateFolder: folder });
  await open();
}, 30_000);
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a database instance', () => {
  it('says where it is and which secret opens it', () => {
    expect(database).toMatchObject({
      physicalId: 'shoal-dev',
      attributes: {
        'Endpoint.Address': expect.stringMatching(/^127\./),
        'Endpoint.Port': '21506',
        'MasterUserSecret.SecretArn': 'arn:secret',
        DbiResourceId: expect.stringMatching(/^db-[0-9A-F]{26}$/),
      },
    });
    expect(plane.describe('AWS::RDS::DBInstance', 'shoal-dev')).toMatchObject({
      engine: 'mysql',
      port: 21506,
    });
  });

  it('runs with the variables of its parameter group, which may change', async () => {
    expect(await query('SELECT @@max_connections AS most')).toEqual([{ most: 77 }]);
    await played('AWS::RDS::DBParameterGroup').update({
      ...call,
      physicalId: 'parameters',
      oldProperties: {},
      properties: { Parameters: { require_secure_transport: '1', max_connections: '88' } },
    });
    expect(await query('SELECT @@max_connections AS most')).toEqual([{ most: 88 }]);
    await expect(connect({ ssl: undefined })).rejects.toThrow(/Access denied|insecure transport/);
  });

  it('lets its master user make schemas and users', async () => {
    await query('CREATE DATABASE catalog');
    await query("CREATE USER catalog IDENTIFIED BY 'secret' REQUIRE SSL");
    await query('GRANT SELECT, INSERT ON catalog.* TO catalog');
    await query('CREATE TABLE catalog.products (id INT PRIMARY KEY)');
    const connection = await connect({ user: 'catalog', password: 'secret', database: 'catalog' });
    await connection.query('INSERT INTO products VALUES (1)');
    await expect(connection.query('DROP TABLE products')).rejects.toThrow(/denied/);
    await connection.end();
  });

  it('is what its copies and the proxy before it lead to', async () => {
    const reader = await played('AWS::RDS::DBInstance').create({
      ...call,
      properties: { DBInstanceIdentifier: 'shoal-dev-reader-1', SourceDBInstanceIdentifier: 'shoal-dev' },
    });
    const proxy = await played('AWS::RDS::DBProxy').create({
      ...call,
      properties: { DBProxyName: 'shoal-dev' },
    });
    const host = database.attributes['Endpoint.Address'];
    expect(reader).toMatchObject({
      physicalId: 'shoal-dev-reader-1',
      attributes: { 'Endpoint.Address': host },
    });
    expect(proxy.attributes.Endpoint).toBe(host);
    expect(String(proxy.attributes.DBProxyArn).split(':')[6]).toMatch(/^prx-[0-9a-f]{17}$/);
    await expect(
      played('AWS::RDS::DBProxyTargetGroup').create({
        ...call,
        properties: { DBProxyName: 'shoal-dev', DBInstanceIdentifiers: ['shoal-prod'] },
      }),
    ).rejects.toThrow("database proxy 'shoal-dev': 'shoal-prod' is no database here, known: shoal-dev");
  });

  it('sleeps when it is stopped and wakes with its data when it is started, and refuses to do either twice', async () => {
    const ask = (operation: string) =>
      plane.apis[0]?.operations[operation]?.({ DBInstanceIdentifier: 'shoal-dev' });
    const status = () => JSON.stringify(ask('DescribeDBInstances')).match(/"DBInstanceStatus":"(\w+)"/)?.[1];
    const until = async (wanted: string) => {
      while (status() !== wanted) await sleep(20);
    };
    await query('CREATE SCHEMA slept');
    ask('StopDBInstance');
    expect(status()).toBe('stopping');
    await until('stopped');
    expect(() => ask('StopDBInstance')).toThrow('is not in available state: it is stopped');
    await expect(connect()).rejects.toThrow('ECONNREFUSED');
    ask('StartDBInstance');
    expect(() => ask('StartDBInstance')).toThrow('is not in stopped state: it is starting');
    await until('available');
    expect(await query("SHOW SCHEMAS LIKE 'slept'")).toHaveLength(1);
  }, 20_000);

  it('is there again after it was killed, with what was committed', async () => {
    const [pid = 0] = processes.pids;
    process.kill(pid, 'SIGKILL');
    while (!said.includes('the database is there again')) await sleep(20);
    expect(said[0]).toBe('the database has ended (SIGKILL) and is started again');
    expect(await query('SELECT id FROM catalog.products')).toEqual([{ id: 1 }]);
  });

  it('keeps its data and its address over a restart of the rehearsal', async () => {
    const before = database.attributes['Endpoint.Address'];
    await close();
    await open();
    expect(database.attributes['Endpoint.Address']).toBe(before);
    expect(await query('SELECT id FROM catalog.products')).toEqual([{ id: 1 }]);
  });

  it('is described in the terms of RDS', async () => {
    const ask = plane.apis[0]?.operations.DescribeDBInstances;
    expect(await ask?.({})).toMatchObject({
      DBInstances: {
        itemName: 'DBInstance',
        items: [
          { DBInstanceIdentifier: 'shoal-dev', DBInstanceStatus: 'available', Endpoint: { Port: 21506 } },
        ],
      },
    });
    expect(() => ask?.({ DBInstanceIdentifier: 'other' })).toThrow('DBInstance other not found.');
  });

  it.each<[Properties, string]>([
    [{ Engine: 'postgres' }, "engine 'postgres' is not played here, mysql and mariadb are"],
    [{ ManageMasterUserPassword: false }, "'MasterUserPassword' is missing"],
  ])('with %j is refused', async (changed, sentence) => {
    const other = { ...properties, DBInstanceIdentifier: 'other', ...changed };
    await expect(played('AWS::RDS::DBInstance').create({ ...call, properties: other })).rejects.toThrow(
      sentence,
    );
  });

  it('under deletion protection is not deleted', async () => {
    const type = played('AWS::RDS::DBInstance');
    const shielded = { ...properties, DeletionProtection: true };
    await type.update({ ...call, physicalId: 'shoal-dev', oldProperties: properties, properties: shielded });
    await expect(type.delete({ ...call, physicalId: 'shoal-dev', properties: shielded })).rejects.toThrow(
      'Cannot delete protected DB Instance',
    );
  });
});
