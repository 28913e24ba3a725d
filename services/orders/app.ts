import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import type { Carts } from './carts.ts';
import { cancelOrder, refundOrder } from './end-order.ts';
import { listOrders } from './list-orders.ts';
import type { OrderStore } from './order-store.ts';
import { placeOrder } from './place-order.ts';
import { readOrder } from './read-order.ts';
import type { Saga } from './saga.ts';

export interface OrdersParts {
  readonly store: OrderStore;
  readonly carts: Carts;
  readonly saga: Saga;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createOrdersApp({
  health,
  tokens,
  log,
  clock = systemClock,
  store,
  carts,
  saga,
}: OrdersParts) {
  const parts = { store, carts, saga, clock };
  const operations = [
    placeOrder(parts),
    listOrders(parts),
    readOrder(parts),
    cancelOrder(parts),
    refundOrder(parts),
  ];
  const api = describeApi({
    title: 'Orders',
    description: 'Places orders, and brings each to its end.',
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
