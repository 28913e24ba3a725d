import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createOrdersApp } from '../../../../services/orders/app.ts';
import type { OrderStore } from '../../../../services/orders/order-store.ts';
import { createSaga, type Saga } from '../../../../services/orders/saga.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { boat, oar } from './an-order.ts';
import { InMemoryCarts } from './in-memory-carts.ts';
import { InMemoryOrderStore } from './in-memory-order-store.ts';
import { InMemoryStock } from './in-memory-stock.ts';
import { createOrdersClient, type OrdersClient } from './orders-client.ts';
import { type RealPayments, startRealPayments } from './real-payments.ts';

export interface StartedOrders {
  readonly port: number;
  readonly ask: OrdersClient;
  readonly store: OrderStore;
  readonly carts: InMemoryCarts;
  readonly stock: InMemoryStock;
  readonly payments: RealPayments;
  readonly saga: Saga;
  readonly clock: FakeClock;
  readonly tokens: TestTokens;
  readonly log: RecordedLog['log'];
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

/** Orders on a real socket; ten boats and ten oars are in stock. */
export async function startOrders(
  makeStore: (clock: FakeClock) => OrderStore = (clock) => new InMemoryOrderStore(clock),
): Promise<StartedOrders> {
  const clock = createFakeClock(Date.now());
  const { log, lines } = recordedLog();
  const store = makeStore(clock);
  const carts = new InMemoryCarts();
  const stock = new InMemoryStock({ [boat]: 10, [oar]: 10 });
  const payments = await startRealPayments(clock, log);
  const saga = createSaga({ store, stock, payments, carts, clock, log });
  const tokens = await createTestTokens();
  const health = createHealth({ needs: {}, log, clock });
  health.start();
  const app = createOrdersApp({
    store,
    carts,
    saga,
    health,
    tokens: createTokenVerifier(tokens, { clock }),
    log,
    clock,
  });
  const { url, port, close } = await startApp(app);
  return {
    port,
    ask: createOrdersClient(url, tokens),
    store,
    carts,
    stock,
    payments,
    saga,
    clock,
    tokens,
    log,
    lines,
    async close() {
      await close();
      await payments.close();
    },
  };
}
