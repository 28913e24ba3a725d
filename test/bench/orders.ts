import { randomUUID } from 'node:crypto';
import { type BareCheckout, openBareCheckout } from './bare-checkout.ts';
import { atLeast, atMost, type Figure, shown } from './figures.ts';
import { jsonClient } from './json-client.ts';
import { type ManyReport, many } from './many.ts';
import { median } from './median.ts';
import { makeReferenceTables, writeOrderRows } from './reference/seven-round-trips.ts';

const [ordersARound, atOnce, rounds] = [2000, 50, 5];

/** Whole sagas over HTTP, beside what MariaDB alone accepts of the same rows. */
export async function benchOrders(ports: number): Promise<readonly Figure[]> {
  const checkout = await openBareCheckout(ports);
  try {
    const statuses = new Map<number, number>();
    await makeReferenceTables(checkout.shop);
    // Both are measured as they run for hours: what is compiled while it runs is compiled.
    await writeOrderRows(checkout.shop, { orders: ordersARound, atOnce });
    await placeOrders(checkout, 2 * ordersARound, statuses);
    const [ours, alone]: [ManyReport[], ManyReport[]] = [[], []];
    statuses.clear();
    for (let round = 0; round < rounds; round++) {
      alone.push(await writeOrderRows(checkout.shop, { orders: ordersARound, atOnce }));
      ours.push(await placeOrders(checkout, ordersARound, statuses));
    }
    const [rate, reference] = [ours, alone].map((reports) => median(reports.map((each) => each.perSecond)));
    const confirmed = statuses.get(201) ?? 0;
    const all = rounds * ordersARound;
    return [
      atLeast('sagas, share of what MariaDB alone accepts', (rate ?? 0) / (reference ?? 1), 0.25, 'x'),
      atMost('an order, p99 at 50 connections', median(ours.map(({ p99Ms }) => p99Ms)), 150, 'ms'),
      atMost(`orders not confirmed at once, of ${all}`, all - confirmed, 0, 'orders', 0),
      shown('orders/s: sagas, rows alone', `${rate?.toFixed(0)}, ${reference?.toFixed(0)}`),
      shown('an order, median', `${median(ours.map(({ p50Ms }) => p50Ms)).toFixed(0)} ms`),
    ];
  } finally {
    await checkout.stop();
  }
}

async function placeOrders(
  { shop, orders, fillCarts }: BareCheckout,
  count: number,
  statuses: Map<number, number>,
): Promise<ManyReport> {
  const carts = await fillCarts(count);
  const tokens = await Promise.all(
    Array.from({ length: atOnce }, (_, n) => shop.tokens.sign({ subject: `buyer-${n}`, minutes: 60 })),
  );
  const client = jsonClient(orders.url, atOnce);
  try {
    return await many(count, atOnce, async (n) => {
      const { status, text } = await client.send('POST', '/v1/orders', {
        token: tokens[n % atOnce] ?? '',
        headers: { 'idempotency-key': randomUUID() },
        body: { cartId: carts[n], paymentMethod: { token: 'tok_bench' } },
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 400 && (statuses.get(status) ?? 0) <= 3) process.stderr.write(`${status} ${text}\n`);
    });
  } finally {
    await client.close();
  }
}
