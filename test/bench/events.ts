import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { environmentNames as name } from '../../platform/environment-names.ts';
import { type BareCheckout, openBareCheckout } from './bare-checkout.ts';
import { urlsOf } from './bare-shop.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { startLoad } from './load.ts';
import { percentile } from './many.ts';
import { openPool } from './open-pool.ts';

const [perSecond, seconds] = [200, 15];

/** Whole orders at a constant rate: from the commit that confirms one to what recommendations learn from it. */
export async function benchEvents(ports: number): Promise<readonly Figure[]> {
  const checkout = await openBareCheckout(ports);
  const { shop, orders, carts, messaging, queueUrl } = checkout;
  try {
    await shop.start({
      service: 'recommendations',
      port: ports + 6,
      env: { ...checkout.urls, ...urlsOf({ carts }), ...messaging, [name.eventsQueueUrl]: queueUrl },
    });
    const pairOf = pairsOf(checkout);
    const filled = await checkout.fillCarts(perSecond * seconds + 50, pairOf);
    const token = await shop.tokens.sign({ minutes: 60 });
    const effects = await watchEffects(checkout);
    const load = startLoad({
      origin: orders.url,
      perSecond,
      atMostSeconds: seconds,
      next: (n) => ({
        name: 'order',
        method: 'POST',
        path: '/v1/orders',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ cartId: filled[n], paymentMethod: { token: 'tok_bench' } }),
        expects: [201],
      }),
    });
    await sleep(seconds * 1000);
    const report = await load.stop();
    await sleep(3000);
    const moments = await effects.stop();
    for (const failure of report.failures) process.stderr.write(`${failure}\n`);

    const late: number[] = [];
    let without = 0;
    for (const { pair, committedAt } of await confirmedOrders(checkout)) {
      const effectAt = moments.get(pair);
      if (effectAt === undefined) without++;
      else late.push(effectAt - committedAt);
    }
    return [
      atMost(`commit to effect at ${perSecond} orders/s, p99`, percentile(late, 0.99), 250, 'ms', 0),
      atMost('confirmed orders without an effect', without, 0, 'orders', 0),
      atMost('orders that were not confirmed at once', report.failed, 0, 'orders', 0),
      shown('commit to effect, median', `${percentile(late, 0.5).toFixed(0)} ms`),
      shown('orders, p99 of an order', `${report.sent}, ${report.p99Ms.toFixed(0)} ms`),
    ];
  } finally {
    await checkout.stop();
  }
}

/** Another pair of products for every order, so that each effect tells whose it is. */
function pairsOf({ products }: BareCheckout): (n: number) => readonly [string, string] {
  const count = products.length;
  return (n) => {
    const first = n % count;
    const second = (first + 1 + Math.floor(n / count)) % count;
    return [products[first] ?? '', products[second] ?? ''];
  };
}

/** When the cache was told of each pair, by its own clock, which is this machine's. */
async function watchEffects({ shop }: BareCheckout) {
  const { authorityFile, host, port, user, password } = shop.servers.cache;
  const redis = new Redis({
    host,
    port,
    username: user,
    password,
    tls: { ca: readFileSync(authorityFile, 'utf8') },
  });
  const monitor = await redis.monitor();
  const moments = new Map<string, number>();
  monitor.on('monitor', (time: string, [command, , , ...rest]: readonly string[]) => {
    if (!/^eval/i.test(command ?? '')) return;
    const marks = rest.filter((word) => word.startsWith('recommendations:'));
    if (marks.length !== 3 || marks[0]?.startsWith('recommendations:inbox:') !== true) return;
    const [one, other] = marks.slice(1).map((mark) => mark.slice('recommendations:with:'.length));
    if (one !== undefined && other !== undefined) moments.set(pairKey(one, other), Number(time) * 1000);
  });
  return {
    stop: async (): Promise<ReadonlyMap<string, number>> => {
      monitor.disconnect();
      redis.disconnect();
      return moments;
    },
  };
}

/** The moment is written just before the commit, so what follows from it is never too short. */
async function confirmedOrders({ shop }: BareCheckout) {
  const pool = openPool(shop, 'orders');
  try {
    const rows = await pool.rows<{ one: string; other: string; updated_at: Date }>(
      `SELECT MIN(i.product_id) AS one, MAX(i.product_id) AS other, o.updated_at
        FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.step = 'confirmed'
        GROUP BY o.id, o.updated_at`,
    );
    return rows.map(({ one, other, updated_at }) => ({
      pair: pairKey(one, other),
      committedAt: updated_at.getTime(),
    }));
  } finally {
    await pool.close();
  }
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
