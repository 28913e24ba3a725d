import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { environmentNames as names } from '../../../platform/environment-names.ts';
import { createTestTokens, type TestTokens } from '../../support/tokens.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import type { TestSchema } from '../kit/support/test-schema.ts';
import { boat, cartId } from './support/an-order.ts';
import { createOrdersDatabase } from './support/orders-database.ts';

const processes = serviceProcesses('orders');
let schema: TestSchema;
let tokens: TestTokens;
let others: StartedUpstream;
let environment: Readonly<Record<string, string>>;

/** Stands for catalog, carts, payments and the topic; each takes what it is asked. */
const answers: Readonly<Record<string, readonly [status: number, body: unknown]>> = {
  'POST /v1/carts': [
    200,
    {
      items: [{ productId: boat, title: 'Boat', quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } }],
      total: { amount: 100, currency: 'EUR' },
      ready: true,
    },
  ],
  'DELETE /v1/carts': [204, undefined],
  'PUT /v1/reservations': [200, { state: 'held' }],
  'POST /v1/authorizations': [200, { id: boat, state: 'authorized' }],
};

beforeAll(async () => {
  schema = await createOrdersDatabase();
  tokens = await createTestTokens();
  others = await startUpstream(async (asked, response) => {
    await asked.resume().toArray();
    const [status, body] = answers[`${asked.method} ${asked.url?.split('/').slice(0, 3).join('/')}`] ?? [500];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  const secret = 'a secret of thirty-two characters';
  environment = {
    ...serviceEnvironment('orders', { database: schema.configuration }),
    [names.tokenKeys]: JSON.stringify(tokens.jwks),
    [names.eventsTopicArn]: 'arn:aws:sns:eu-central-1:000000000000:dev-orders-events',
    AWS_ENDPOINT_URL: others.url,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    ...Object.fromEntries(
      ['CATALOG', 'CARTS', 'PAYMENTS'].flatMap((other) => [
        [`${other}_URL`, others.url],
        [`CALL_${other}_SECRET`, secret],
      ]),
    ),
  };
});
afterAll(async () => {
  await others.close();
  await schema.drop();
});
afterEach(() => processes.killAll());

const start = (command: readonly string[], env = environment) => processes.start(command, env);

describe('the process of orders', () => {
  it('places an order with the others, and stops when it is told to', async () => {
    const serving = start([]);
    const { port } = await serving.line('listening');
    await serving.line('database is reached');
    const answer = await request(`http://127.0.0.1:${port}/v1/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokens.sign({ subject: 'kim' })}`,
        'idempotency-key': 'one',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ cartId, paymentMethod: { token: 'tok_visa' } }),
    });
    expect({ status: answer.statusCode, body: await answer.body.json() }).toMatchObject({
      status: 201,
      body: { state: 'confirmed', total: { amount: 100 } },
    });
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('migrates what is migrated already', async () => {
    const migrating = start(['migrate']);
    expect(await migrating.ended).toMatchObject({ code: 0 });
    expect(migrating.lines.at(-1)).toMatchObject({ migrations: 2, applied: 0 });
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await start([], {}).ended;
    expect(code).toBe(1);
    for (const name of [names.databaseHost, names.tokenKeys, names.eventsTopicArn]) {
      expect(stderr).toContain(`${name} is not set`);
    }
    for (const other of ['CATALOG', 'CARTS', 'PAYMENTS']) {
      expect(stderr).toContain(`${other}_URL is not set`);
      expect(stderr).toContain(`CALL_${other}_SECRET is not set`);
    }
  });

  it('knows no other command', async () => {
    const stderr = "'recover' is no command of orders, known: serve, migrate\n";
    expect(await start(['recover']).ended).toEqual({ code: 1, stderr });
  });
});
