import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { shareExchanges } from '../../../../services/kit/batching/shared-exchange.ts';
import { createUpstream, type Upstream } from '../../../../services/kit/clients/upstream.ts';
import { CatalogStock } from '../../../../services/orders/catalog-stock.ts';
import type { Order } from '../../../../services/orders/order.ts';
import { onOwnAccount } from '../../../../services/orders/own-account.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { idOf, productOf } from '../support/a-product.ts';
import { ordersSecret, type StartedCatalog, startCatalog } from '../support/started-catalog.ts';

let catalog: StartedCatalog;
let upstream: Upstream;
let stock: CatalogStock;
beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.products.create(productOf(1));
  await catalog.stock.count(idOf(1), 10);
  upstream = createUpstream({
    name: 'catalog',
    url: catalog.url,
    timeoutMs: 2000,
    capacity: 4,
    log: recordedLog().log,
  });
  const serviceToken = createServiceToken({ self: 'orders', secrets: { catalog: ordersSecret } });
  stock = new CatalogStock(onOwnAccount(shareExchanges({ upstream, serviceToken, limitMs: 2000 })));
});
afterAll(async () => {
  await upstream.close();
  await catalog.close();
});

const { traceparent, correlationId } = callContext();
const orderOf = (quantity: number, productId = idOf(1)) =>
  ({
    id: randomUUID(),
    items: [{ productId, title: 'Any', quantity, unitPrice: { amount: 1, currency: 'EUR' } }],
    origin: { traceparent, correlationId },
  }) as unknown as Order;

describe('catalog answers as orders need it', () => {
  it('to what is reserved, confirmed and repeated', async () => {
    const order = orderOf(4);
    const done = { outcome: 'done' };
    expect(await stock.reserve(order)).toMatchObject(done);
    expect(await stock.reserve(order)).toMatchObject(done);
    expect(await catalog.stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 4 });
    expect(await stock.confirm(order)).toMatchObject(done);
    expect(await stock.confirm(order)).toMatchObject(done);
    expect(await catalog.stock.level(idOf(1))).toEqual({ onHand: 6, reserved: 0 });
  });

  it('to what is released, and to what can no longer be confirmed', async () => {
    const order = orderOf(2);
    await stock.reserve(order);
    expect(await stock.release(order)).toMatchObject({ outcome: 'done' });
    expect(await stock.release(order)).toMatchObject({ outcome: 'done' });
    expect(await stock.confirm(order)).toMatchObject({ outcome: 'refused', reason: 'reservation-over' });
    expect(await stock.release(orderOf(1))).toMatchObject({ outcome: 'done' });
  });

  it('to what there is too little of, or nothing at all', async () => {
    expect(await stock.reserve(orderOf(50))).toMatchObject({
      outcome: 'refused',
      reason: 'not-enough-stock',
      members: { product: { id: idOf(1), requested: 50 } },
    });
    expect(await stock.reserve(orderOf(1, idOf(9)))).toMatchObject({
      outcome: 'refused',
      reason: 'unknown-product',
      members: { missing: [idOf(9)] },
    });
  });
});
