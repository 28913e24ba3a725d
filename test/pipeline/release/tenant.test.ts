import { describe, expect, it } from '@jest/globals';
import type { CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createTenant } from '../../../pipeline/release/tenant.ts';
import type { TenantSession } from '../../../pipeline/release/tenant-session.ts';

const event: CustomResourceEvent = {
  RequestType: 'Create',
  RequestId: 'request-1',
  LogicalResourceId: 'Tenant',
  StackId: 'stack',
  ResourceProperties: { Service: 'stock-keeping' },
};

/** A server that answers questions from `rows` and takes down every statement. */
function scene({ password, rows = {} }: { password?: string; rows?: Record<string, object[]> } = {}) {
  const said: string[] = [];
  let ended = 0;
  const session: TenantSession = {
    async query(sql, values = []) {
      const words = sql.replace(/\s+/g, ' ');
      said.push(values.length === 0 ? words : `${words} <${values.join(', ')}>`);
      const [, answer = []] = Object.entries(rows).find(([start]) => words.startsWith(start)) ?? [];
      return answer as Record<string, unknown>[];
    },
    async end() {
      ended++;
    },
  };
  const tenant = createTenant({
    masterCredentials: async () => ({ username: 'admin', password: 'secret' }),
    open: async () => session,
    password,
  });
  return { tenant, statements: () => said.filter((sql) => !/^(SELECT|SHOW)/.test(sql)), ended: () => ended };
}

describe('Custom::Tenant', () => {
  it('makes the schema and two users that log in with an IAM token, over TLS', async () => {
    const { tenant, statements, ended } = scene();
    expect(await tenant.onEvent(event)).toEqual({
      PhysicalResourceId: 'stock_keeping',
      Data: { Schema: 'stock_keeping', User: 'stock_keeping', MigrateUser: 'stock_keeping_migrate' },
    });
    const login = "IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL";
    expect(statements()).toEqual([
      'CREATE DATABASE IF NOT EXISTS `stock_keeping` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci',
      `CREATE USER IF NOT EXISTS 'stock_keeping'@'%' ${login}`,
      `ALTER USER 'stock_keeping'@'%' ${login}`,
      `CREATE USER IF NOT EXISTS 'stock_keeping_migrate'@'%' ${login}`,
      `ALTER USER 'stock_keeping_migrate'@'%' ${login}`,
      "GRANT SELECT, INSERT, UPDATE, DELETE ON `stock\\_keeping`.* TO 'stock_keeping'@'%'",
      "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON `stock\\_keeping`.* TO 'stock_keeping_migrate'@'%'",
    ]);
    expect(ended()).toBe(1);
  });

  it('gives the users the password it is told, and never writes it into a statement', async () => {
    const { tenant, statements } = scene({ password: "it's" });
    await tenant.onEvent(event);
    expect(statements()).toContain("ALTER USER 'stock_keeping'@'%' IDENTIFIED BY ? REQUIRE SSL <it's>");
  });

  it('writes the schema as it is where partial revokes make a grant take it literally', async () => {
    const { tenant, statements } = scene({ rows: { 'SHOW GLOBAL VARIABLES': [{ Value: 'ON' }] } });
    await tenant.onEvent(event);
    expect(statements().at(-1)).toContain('ON `stock_keeping`.* TO');
  });

  it.each([
    ['a privilege too many', { place: 'stock\\_keeping', privilege: 'DROP', passedOn: 'NO' }],
    ["another service's schema", { place: 'users', privilege: 'SELECT', passedOn: 'NO' }],
    ['every schema', { place: '*', privilege: 'SELECT', passedOn: 'NO' }],
    ['the right to pass one on', { place: 'stock\\_keeping', privilege: 'SELECT', passedOn: 'YES' }],
  ])('takes back all from a user who holds %s, then grants anew', async (_name, held) => {
    const { tenant, statements } = scene({ rows: { 'SELECT TABLE_SCHEMA': [held] } });
    await tenant.onEvent(event);
    const revoked = statements().indexOf("REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'stock_keeping'@'%'");
    const granted = statements().findIndex((sql) => sql.endsWith("TO 'stock_keeping'@'%'"));
    expect(revoked).toBeGreaterThan(0);
    expect(granted).toBe(revoked + 1);
  });

  it('takes nothing back from a user who holds no more than it should', async () => {
    const held = { place: 'stock\\_keeping', privilege: 'SELECT', passedOn: 'NO' };
    const { tenant, statements } = scene({ rows: { 'SELECT TABLE_SCHEMA': [held] } });
    await tenant.onEvent(event);
    expect(statements().filter((sql) => sql.startsWith('REVOKE'))).toEqual([]);
  });

  it('takes the users and leaves the data when it is deleted', async () => {
    const { tenant, statements } = scene();
    const deletion = { ...event, RequestType: 'Delete' as const, PhysicalResourceId: 'stock_keeping' };
    expect(await tenant.onEvent(deletion)).toEqual({ PhysicalResourceId: 'stock_keeping' });
    expect(statements()).toEqual([
      "DROP USER IF EXISTS 'stock_keeping'@'%'",
      "DROP USER IF EXISTS 'stock_keeping_migrate'@'%'",
    ]);
  });

  it('opens no session for a name that is none', async () => {
    const { tenant, statements, ended } = scene();
    const wrong = { ...event, ResourceProperties: { Service: 'mysql' } };
    await expect(tenant.onEvent(wrong)).rejects.toThrow("service 'mysql'");
    expect([...statements(), ended()]).toEqual([0]);
  });
});
