import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import type { CallAnswer } from '../../../../services/kit/batching/shared-exchange.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import type { Log } from '../../../../services/kit/telemetry/log.ts';
import type { Clock } from '../../../../services/kit/time/clock.ts';
import type { Order } from '../../../../services/orders/order.ts';
import type { Payments } from '../../../../services/orders/payments.ts';
import { RemotePayments } from '../../../../services/orders/remote-payments.ts';
import { createPaymentsApp } from '../../../../services/payments/app.ts';
import type { AuthorizationStore } from '../../../../services/payments/authorization-store.ts';
import { sumOf } from '../../../../services/payments/ledger.ts';
import { reconcile } from '../../../../services/payments/reconcile.ts';
import { resolveDoubts } from '../../../../services/payments/resolve-doubts.ts';
import type { ProviderBooks } from '../../../../services/payments/simulated/provider-books.ts';
import { SimulatedProvider } from '../../../../services/payments/simulated/simulated-provider.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { InMemoryAuthorizationStore } from '../../payments/support/in-memory-authorization-store.ts';
import { InMemoryProviderBooks } from '../../payments/support/in-memory-provider-books.ts';

/** The payments service itself, over HTTP, with its simulated provider. */
export interface RealPayments extends Payments {
  /** Its sweep over what the provider did not answer. */
  resolve(): Promise<void>;
  /** What the shop has taken for an order. */
  takenFor(order: Pick<Order, 'id'>): Promise<number>;
  heldFor(order: Pick<Order, 'id'>): Promise<number>;
  reconcile(): ReturnType<typeof reconcile>;
  close(): Promise<void>;
}

const secret = 'a secret of thirty-two characters';

export interface PaymentsKept {
  readonly store: AuthorizationStore;
  readonly books: ProviderBooks;
}

/** @param kept in memory unless it is given */
export async function startRealPayments(
  clock: Clock,
  log: Log,
  { store, books }: PaymentsKept = inMemory(),
): Promise<RealPayments> {
  const provider = new SimulatedProvider(books);
  const health = createHealth({ needs: {}, log, clock });
  const callers = { self: 'payments', secrets: { orders: secret } };
  const app = createPaymentsApp({
    store,
    provider,
    health,
    tokens: createTokenVerifier({ keys: [], issuer: 'shoal', audience: 'shoal', callers }, { clock }),
    log,
    clock,
  });
  const { url, close } = await startApp(app);
  const serviceToken = createServiceToken({ self: 'orders', secrets: { payments: secret } }, { clock });
  const remote = new RemotePayments(async ({ method, path, headers, body }): Promise<CallAnswer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${serviceToken('payments')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: {}, body: await answer.json() };
  });
  const balance = async (orderId: string, account: string): Promise<number> =>
    sumOf((await store.ledgerOf(orderId)).filter((entry) => entry.account === account));
  return {
    authorize: (order) => remote.authorize(order),
    capture: (order) => remote.capture(order),
    giveBack: (order) => remote.giveBack(order),
    async resolve() {
      await resolveDoubts({ store, provider, clock, log });
    },
    takenFor: ({ id }) => balance(id, 'shop'),
    heldFor: ({ id }) => balance(id, 'held'),
    reconcile: () => reconcile({ store, provider }),
    close,
  };
}

function inMemory(): PaymentsKept {
  return { store: new InMemoryAuthorizationStore(), books: new InMemoryProviderBooks() };
}
