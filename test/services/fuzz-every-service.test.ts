import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createServiceToken } from '../../services/kit/auth/service-token.ts';
import { type FuzzParts, fuzzFromOpenApi } from '../support/fuzz-from-openapi.ts';
import type { OpenApiDocument } from '../support/openapi-reader.ts';
import type { TestTokens } from '../support/tokens.ts';
import { startCarts } from './carts/support/started-carts.ts';
import { idOf, productOf } from './catalog/support/a-product.ts';
import { startCatalog } from './catalog/support/started-catalog.ts';
import type { RecordedLog } from './kit/support/recorded-log.ts';
import { startOrders } from './orders/support/started-orders.ts';
import { startPayments } from './payments/support/started-payments.ts';
import { startRecommendations } from './recommendations/support/started-recommendations.ts';
import { startUsers } from './users/support/started-users.ts';

/** Of each service; with those that go through the gateway it is 20,000 in all. */
const requests = 3000;

/** As the tests of payments let orders sign. */
const secretOfTests = 'a secret of thirty-two characters';

interface Target {
  readonly url: string;
  readonly tokens: TestTokens;
  readonly lines: RecordedLog['lines'];
  readonly more?: Pick<FuzzParts, 'values' | 'headers'>;
  close(): Promise<void>;
}

const at = <Started extends { readonly port: number }>(started: Started) => ({
  ...started,
  url: `http://127.0.0.1:${started.port}`,
});
/** From another address each time, so that a request is looked at and not turned away for being one of too many. */
const anywhere = fc.ipV4().map((address) => ({ 'x-forwarded-for': address }));

const targets: Readonly<Record<string, () => Promise<Target>>> = {
  catalog: async () => {
    const started = await startCatalog();
    for (const number of [1, 2, 3]) await started.products.create(productOf(number));
    await started.stock.count(idOf(1), 1_000_000);
    return { ...started, more: { values: { id: [idOf(1), idOf(2), 'coffee'] } } };
  },
  users: async () => ({ ...(await startUsers()), more: { headers: anywhere } }),
  carts: startCarts,
  orders: async () => at(await startOrders()),
  payments: async () => at(await startPayments()),
  recommendations: startRecommendations,
};

describe.each(Object.entries(targets))('%s', (name, start) => {
  it('answers whatever its description lets one think of, without a failure', async () => {
    const { url, tokens, lines, more, close } = await start();
    const answer = await fetch(`${url}/openapi.json`);
    const people = [{}, { roles: ['staff'] }, { roles: ['operator'] }];
    const ofOrders = createServiceToken({ self: 'orders', secrets: { [name]: secretOfTests } });
    const report = await fuzzFromOpenApi({
      url,
      document: (await answer.json()) as OpenApiDocument,
      count: requests,
      tokens: [...(await Promise.all(people.map((claims) => tokens.sign(claims)))), ofOrders(name)],
      ...more,
    });
    await close();
    expect(report.requests).toBeGreaterThanOrEqual(requests);
    expect(Object.keys(report.byStatus).length).toBeGreaterThan(2);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
