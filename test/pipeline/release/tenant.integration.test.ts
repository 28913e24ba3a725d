import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Connection, createConnection } from 'mysql2/promise';
import type { CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createTenant } from '../../../pipeline/release/tenant.ts';
import { openTenantSession } from '../../../pipeline/release/tenant-session.ts';

const server = JSON.parse(process.env.SHOAL_TEST_DATABASE ?? '{}') as {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly authorityFile: string;
};
const password = "a rehearsal's password";

// Names of this file alone: other tests share the server. `tenant-a` and `tenantxa` differ by what `_` stands for.
const tenant = createTenant({
  masterCredentials: async () => ({ username: server.user, password: server.password }),
  open: (credentials) =>
    openTenantSession({ ...server, trustedAuthorityFile: server.authorityFile }, credentials),
  password,
});

function event(RequestType: CustomResourceEvent['RequestType'], Service = 'tenant-a'): CustomResourceEvent {
  return {
    RequestType,
    RequestId: 'request-1',
    LogicalResourceId: 'Tenant',
    StackId: 'stack',
    ResourceProperties: { Service },
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: Service.replaceAll('-', '_') }),
  };
}

const opened: Connection[] = [];

async function loggedIn(user: string, secret = password, tls = true): Promise<Connection> {
  const connection = await createConnection({
    host: server.host,
    port: server.port,
    user,
    password: secret,
    ...(tls ? { ssl: { ca: readFileSync(server.authorityFile, 'utf8') } } : {}),
  });
  opened.push(connection);
  return connection;
}

let master: Connection;

async function clear(): Promise<void> {
  for (const schema of ['tenant_a', 'tenantxa']) {
    await master.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    await master.query(`DROP USER IF EXISTS '${schema}'@'%', '${schema}_migrate'@'%'`);
  }
}

beforeAll(async () => {
  master = await loggedIn(server.user, server.password);
  await clear();
  await tenant.onEvent(event('Create'));
  await tenant.onEvent(event('Create', 'tenantxa'));
  const migrate = await loggedIn('tenant_a_migrate');
  await migrate.query('CREATE TABLE tenant_a.fish (id INT PRIMARY KEY, name VARCHAR(20)) ENGINE=InnoDB');
  await migrate.query('ALTER TABLE tenant_a.fish ADD COLUMN weight INT, ADD INDEX by_name (name)');
  await migrate.query("INSERT INTO tenant_a.fish VALUES (1, 'cod', 3)");
});

afterAll(async () => {
  // An open transaction would hold the schema.
  const others = opened.filter((connection) => connection !== master);
  await Promise.all(others.map((connection) => connection.end()));
  await clear();
  await master.end();
});

describe('a tenant on a real server', () => {
  it('lets the service read and write', async () => {
    const service = await loggedIn('tenant_a');
    await service.query("INSERT INTO tenant_a.fish VALUES (2, 'eel', 1)");
    await service.query('UPDATE tenant_a.fish SET weight = 2 WHERE id = 2');
    await service.query('DELETE FROM tenant_a.fish WHERE id = 2');
    const [rows] = await service.query('SELECT name FROM tenant_a.fish');
    expect(rows).toEqual([{ name: 'cod' }]);
  });

  it.each([
    'CREATE TABLE tenant_a.more (id INT)',
    'DROP TABLE tenant_a.fish',
    'ALTER TABLE tenant_a.fish DROP COLUMN weight',
    'CREATE INDEX more ON tenant_a.fish (weight)',
    'TRUNCATE TABLE tenant_a.fish',
    'CREATE DATABASE tenant_b',
    'SELECT * FROM mysql.user',
    'USE tenantxa',
  ])('denies the service: %s', async (sql) => {
    const service = await loggedIn('tenant_a');
    await expect(service.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/ACCESS_DENIED/) });
  });

  it.each(['CREATE TABLE tenantxa.fish (id INT)', 'DROP DATABASE tenantxa', 'CREATE DATABASE tenant_b'])(
    'denies the migrations: %s',
    async (sql) => {
      const migrate = await loggedIn('tenant_a_migrate');
      await expect(migrate.query(sql)).rejects.toMatchObject({
        code: expect.stringMatching(/ACCESS_DENIED/),
      });
    },
  );

  it('lets nobody in without TLS', async () => {
    await expect(loggedIn('tenant_a', password, false)).rejects.toThrow(/denied|secure transport/i);
  });

  it('sorts text alike on MySQL and MariaDB', async () => {
    const [rows] = await master.query(
      "SELECT DEFAULT_COLLATION_NAME AS collation FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'tenant_a'",
    );
    expect(rows).toEqual([{ collation: 'utf8mb4_unicode_520_ci' }]);
  });

  it('stays as it is when it is asked for again, and keeps sessions going', async () => {
    const service = await loggedIn('tenant_a');
    await service.query('BEGIN');
    await tenant.onEvent(event('Create'));
    const [rows] = await service.query('SELECT name FROM tenant_a.fish');
    expect(rows).toEqual([{ name: 'cod' }]);
  });

  it('takes back what somebody granted by hand', async () => {
    await master.query("GRANT DROP ON `tenant\\_a`.* TO 'tenant_a'@'%'");
    await master.query("GRANT SELECT ON tenantxa.* TO 'tenant_a'@'%'");
    await tenant.onEvent(event('Update'));
    const [grants] = await master.query("SHOW GRANTS FOR 'tenant_a'@'%'");
    const onSchemas = (grants as Record<string, string>[])
      .flatMap((row) => Object.values(row))
      .filter((grant) => !grant.startsWith('GRANT USAGE'));
    expect(onSchemas).toEqual([
      expect.stringMatching(/^GRANT SELECT, INSERT, UPDATE, DELETE ON `tenant\\_a`\.\* TO `tenant_a`@`%`$/),
    ]);
  });

  it('is deleted without its data, and finds it again when it comes back', async () => {
    await tenant.onEvent(event('Delete'));
    await tenant.onEvent(event('Delete'));
    await expect(loggedIn('tenant_a')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
    await tenant.onEvent(event('Create'));
    const [rows] = await (await loggedIn('tenant_a')).query('SELECT name FROM tenant_a.fish');
    expect(rows).toEqual([{ name: 'cod' }]);
  });
});
