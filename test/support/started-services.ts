import fc from 'fast-check';
import { createServiceToken } from '../../services/kit/auth/service-token.ts';
import { startCarts } from '../services/carts/support/started-carts.ts';
import { idOf, productOf } from '../services/catalog/support/a-product.ts';
import { startCatalog } from '../services/catalog/support/started-catalog.ts';
import { startGateway } from '../services/gateway/support/start-gateway.ts';
import type { RecordedLog } from '../services/kit/support/recorded-log.ts';
import { startOrders } from '../services/orders/support/started-orders.ts';
import { startPayments } from '../services/payments/support/started-payments.ts';
import { startRecommendations } from '../services/recommendations/support/started-recommendations.ts';
import { startUsers } from '../services/users/support/started-users.ts';
import type { FuzzParts } from './fuzz-from-openapi.ts';
import type { OpenApiDocument } from './openapi-reader.ts';

/** A service on a real socket, with stores that last as long as it. */
export interface StartedService {
  readonly url: string;
  readonly lines: RecordedLog['lines'];
  /** Signs for somebody who has these roles. */
  readonly tokenOf: (...roles: readonly string[]) => Promise<string>;
  /** What fuzzing it needs to get far. */
  readonly known: Pick<FuzzParts, 'values' | 'headers'>;
  close(): Promise<void>;
}

/** From another address each time, so that a request is looked at and not turned away for being one of too many. */
const anywhere = fc.ipV4().map((address) => ({ 'x-forwarded-for': address }));

interface Started {
  readonly lines: RecordedLog['lines'];
  readonly tokens: { sign(claims: { readonly roles: readonly string[] }): Promise<string> };
  close(): Promise<void>;
}

function asService<Of extends Started & ({ readonly url: string } | { readonly port: number })>(
  started: Of,
  known: StartedService['known'] = {},
): StartedService {
  const url = 'url' in started ? started.url : `http://127.0.0.1:${started.port}`;
  const { lines, tokens } = started;
  return { url, lines, known, tokenOf: (...roles) => tokens.sign({ roles }), close: () => started.close() };
}

/** How to start each service of the shop, by its name. */
export const startedServices: Readonly<Record<string, () => Promise<StartedService>>> = {
  async gateway() {
    const started = await startGateway('http://127.0.0.1:9');
    return {
      ...started,
      lines: started.recorded.lines,
      known: {},
      tokenOf: async (...roles) => started.signer.token({ roles }),
    };
  },
  async catalog() {
    const started = await startCatalog();
    for (const number of [1, 2, 3]) await started.products.create(productOf(number));
    await started.stock.count(idOf(1), 1_000_000);
    return asService(started, { values: { id: [idOf(1), idOf(2), 'coffee'] } });
  },
  users: async () => asService(await startUsers(), { headers: anywhere }),
  carts: async () => asService(await startCarts()),
  orders: async () => asService(await startOrders()),
  payments: async () => asService(await startPayments()),
  recommendations: async () => asService(await startRecommendations()),
};

/** As the tests of payments let orders sign. */
const secret = 'a secret of thirty-two characters';

export function tokenOfOrders(callee: string): string {
  return createServiceToken({ self: 'orders', secrets: { [callee]: secret } })(callee);
}

export async function descriptionOf({ url }: StartedService): Promise<OpenApiDocument> {
  const answer = await fetch(`${url}/openapi.json`);
  return (await answer.json()) as OpenApiDocument;
}
