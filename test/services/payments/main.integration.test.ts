import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { environmentNames as names } from '../../../platform/environment-names.ts';
import { createServiceToken } from '../../../services/kit/auth/service-token.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import type { TestSchema } from '../kit/support/test-schema.ts';
import { createPaymentsDatabase } from './support/payments-database.ts';

const secret = 'a secret of thirty-two characters';
const processes = serviceProcesses('payments');
let schema: TestSchema;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  schema = await createPaymentsDatabase();
  environment = {
    ...serviceEnvironment('payments', { database: schema.configuration }),
    [names.tokenKeys]: JSON.stringify((await createTestTokens()).jwks),
    CALLER_ORDERS_SECRET: secret,
  };
});
afterAll(async () => {
  await schema.drop();
});
afterEach(() => processes.killAll());

const start = (command: readonly string[], env = environment) => processes.start(command, env);

describe('the process of payments', () => {
  it('authorizes for orders, reconciles beside it, and stops when it is told to', async () => {
    const serving = start([]);
    const { port } = await serving.line('listening');
    await serving.line('database is reached');
    const token = createServiceToken({ self: 'orders', secrets: { payments: secret } })('payments');
    const answer = await request(`http://127.0.0.1:${port}/v1/authorizations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': 'one',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        orderId: '01940000-0000-7000-8000-000000000001',
        customer: 'kim',
        amount: { amount: 990, currency: 'EUR' },
        paymentMethod: { token: 'tok_visa' },
      }),
    });
    expect({ status: answer.statusCode, body: await answer.body.json() }).toMatchObject({
      status: 201,
      body: { state: 'authorized' },
    });
    const reconciling = start(['reconcile']);
    expect(await reconciling.ended).toMatchObject({ code: 0 });
    expect(reconciling.lines.at(-1)).toMatchObject({ compared: 1, underWay: 0, differences: 0 });
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends with 1 where the provider and the ledger differ', async () => {
    const database = schema.open();
    await database.run("UPDATE simulated_payments SET state = 'captured'");
    const reconciling = start(['reconcile']);
    expect(await reconciling.ended).toMatchObject({ code: 1 });
    expect(reconciling.lines[0]).toMatchObject({ level: 'error', provider: { held: 0, taken: 990 } });
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await start([], {}).ended;
    expect(code).toBe(1);
    for (const name of [names.databaseHost, names.tokenKeys, 'CALLER_ORDERS_SECRET']) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });

  it('knows no other command', async () => {
    const stderr = "'reconsile' is no command of payments, known: serve, migrate, reconcile\n";
    expect(await start(['reconsile']).ended).toEqual({ code: 1, stderr });
  });
});
