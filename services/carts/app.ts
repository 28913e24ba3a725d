import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import { answerCalls } from '../kit/batching/answer-calls.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import type { CartStore } from './cart-store.ts';
import { clearCart } from './clear-cart.ts';
import { createCart } from './create-cart.ts';
import { mergeCarts } from './merge-carts.ts';
import { putItem } from './put-item.ts';
import { readCart, readOwnCart } from './read-cart.ts';
import { removeItem } from './remove-item.ts';
import type { Shelf } from './shelf.ts';
import { viewCheckout } from './view-checkout.ts';

export interface CartsParts {
  readonly carts: CartStore;
  readonly shelf: Shelf;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createCartsApp({ carts, shelf, health, tokens, log, clock = systemClock }: CartsParts) {
  const parts = { carts, shelf };
  const ofOrders = [viewCheckout(parts), clearCart(parts)];
  const operations = [
    createCart(parts),
    // Before carts by id: `mine` is no id.
    readOwnCart(parts),
    mergeCarts(parts),
    readCart(parts),
    putItem(parts),
    removeItem(parts),
    ...ofOrders,
    answerCalls({ operations: ofOrders, callers: ['orders'], tokens, log, clock }),
  ];
  const api = describeApi({
    title: 'Carts',
    description: "A shopper's cart, for guests and for users.",
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
