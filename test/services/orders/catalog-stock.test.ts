import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../services/kit/auth/service-token.ts';
import { shareExchanges } from '../../../services/kit/batching/shared-exchange.ts';
import { createUpstream } from '../../../services/kit/clients/upstream.ts';
import { CatalogStock } from '../../../services/orders/catalog-stock.ts';
import { onOwnAccount } from '../../../services/orders/own-account.ts';
import { UnexpectedAnswer } from '../../../services/orders/step-answer.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import { boat, oar, orderOf } from './support/an-order.ts';

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let upstream: StartedUpstream;
let stock: CatalogStock;
let answer: { readonly status: number; readonly body: unknown };
let heard: Heard;
let close: () => Promise<void>;
beforeAll(async () => {
  upstream = await startUpstream(async (request, response) => {
    const { method, url, headers } = request;
    const chunks = await request.setEncoding('utf8').toArray();
    heard = { method, url, headers, body: chunks.join('') };
    response.writeHead(answer.status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify(answer.body));
  });
  const { log } = recordedLog();
  const client = createUpstream({ name: 'catalog', url: upstream.url, timeoutMs: 1000, capacity: 4, log });
  const serviceToken = createServiceToken({ self: 'orders', secrets: { catalog: 'secret '.repeat(5) } });
  stock = new CatalogStock(onOwnAccount(shareExchanges({ upstream: client, serviceToken, limitMs: 4000 })));
  close = () => client.close();
});
afterAll(async () => {
  await close();
  await upstream.close();
});

const order = orderOf(Date.now());
const answered = (status: number, body: unknown = {}) => {
  answer = { status, body };
};

describe('reserving at catalog', () => {
  it('asks on its own account, once an order, within the trace of the order', async () => {
    answered(201, { state: 'held' });
    expect(await stock.reserve(order)).toEqual({ outcome: 'done' });
    expect(heard).toMatchObject({ method: 'PUT', url: `/v1/reservations/${order.id}` });
    expect(JSON.parse(heard.body)).toEqual({
      items: [
        { productId: boat, quantity: 1 },
        { productId: oar, quantity: 2 },
      ],
      holdMinutes: 15,
    });
    const { authorization, traceparent, 'x-correlation-id': correlation } = heard.headers;
    expect({ traceparent, correlation }).toEqual({
      traceparent: order.origin.traceparent,
      correlation: 'kim-1',
    });
    const claims = String(authorization).split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: 'service:orders',
      aud: 'catalog',
    });
  });

  it.each([
    [200, { state: 'held' }, { outcome: 'done' }],
    [200, { state: 'confirmed' }, { outcome: 'done' }],
    [200, { state: 'expired' }, { outcome: 'refused', reason: 'reservation-over' }],
    [
      409,
      { type: 'urn:shoal:problem:not-enough-stock', product: { id: boat } },
      { outcome: 'refused', reason: 'not-enough-stock', members: { product: { id: boat } } },
    ],
    [422, { missing: [oar] }, { outcome: 'refused', reason: 'unknown-product', members: { missing: [oar] } }],
  ])('makes of %i %j what the saga knows', async (status, body, expected) => {
    answered(status, body);
    expect(await stock.reserve(order)).toEqual(expected);
  });

  it.each([401, 403, 409, 422, 500])('tries again after a %i that says nothing of stock', async (status) => {
    answered(status);
    await expect(stock.reserve(order)).rejects.toThrow(UnexpectedAnswer);
  });
});

describe('settling at catalog', () => {
  it.each([
    [200, { outcome: 'done' }],
    [404, { outcome: 'refused', reason: 'reservation-over' }],
    [409, { outcome: 'refused', reason: 'reservation-over' }],
  ])('makes of a %i what became of a confirmation', async (status, expected) => {
    answered(status);
    expect(await stock.confirm(order)).toEqual(expected);
    expect(heard).toMatchObject({ method: 'PUT', url: `/v1/reservations/${order.id}/confirmation` });
  });

  it.each([200, 204, 404])('takes a %i for a release', async (status) => {
    answered(status);
    expect(await stock.release(order)).toEqual({ outcome: 'done' });
    expect(heard).toMatchObject({ method: 'DELETE', url: `/v1/reservations/${order.id}` });
  });

  it.each([403, 409, 503])('tries a release again after a %i', async (status) => {
    answered(status);
    await expect(stock.release(order)).rejects.toThrow(/release of a reservation with/);
  });
});
