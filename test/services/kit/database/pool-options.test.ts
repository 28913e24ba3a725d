import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseParameters } from '../../../../lib/data/database-parameters.ts';
import { poolOptions } from '../../../../services/kit/database/pool-options.ts';

const configuration = {
  host: 'db.example',
  port: 3306,
  name: 'catalog',
  user: 'catalog',
  password: undefined,
  authorityFile: undefined,
  tls: true,
};
const credentials = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
};
const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, credentials);
});
afterAll(() => {
  process.env = before;
});

describe('the pool of a database', () => {
  it('signs a token of its own for each connection where no password is set', async () => {
    const plugin = poolOptions(configuration).authPlugins?.mysql_clear_password;
    const answer = await plugin?.({ connection: {} as never, command: {} as never })(Buffer.alloc(0));
    const token = String(answer);
    expect(token).toMatch(
      /^db\.example:3306\/\?Action=connect&DBUser=catalog&.*X-Amz-Signature=[0-9a-f]{64}.*\0$/,
    );
  });

  it('trusts the authorities of Amazon RDS and checks whom it talks to', () => {
    const { ssl } = poolOptions(configuration);
    expect(ssl).toMatchObject({ verifyIdentity: true });
    expect(typeof ssl === 'object' && ssl.ca?.length).toBeGreaterThan(50);
  });

  it('never sends a token without TLS', () => {
    expect(() => poolOptions({ ...configuration, tls: false })).toThrow(
      "database 'db.example': an IAM token is never sent without TLS",
    );
  });

  it('closes what idles long before the server does', () => {
    const { maxIdle, connectionLimit, idleTimeout } = poolOptions({ ...configuration, password: 'x' });
    expect(maxIdle).toBeLessThan(Number(connectionLimit));
    expect(idleTimeout).toBeLessThanOrEqual((Number(databaseParameters.wait_timeout) * 1000) / 2);
  });

  it('has ten connections at most', () => {
    expect(poolOptions({ ...configuration, password: 'x' }).connectionLimit).toBeLessThanOrEqual(10);
  });
});
