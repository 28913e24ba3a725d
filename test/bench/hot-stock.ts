import { randomUUID } from 'node:crypto';
import { MysqlStockStore } from '../../services/catalog/mysql-stock-store.ts';
import { createDatabase } from '../../services/kit/database/database.ts';
import { createLog } from '../../services/kit/telemetry/log.ts';
import { type BareShop, makeSchema, openBareShop } from './bare-shop.ts';
import { atLeast, atMost, type Figure, shown } from './figures.ts';
import { jsonClient } from './json-client.ts';
import { many } from './many.ts';
import { median } from './median.ts';
import { type BenchPool, openPool } from './open-pool.ts';

/** The first product of the seed, the same everywhere. */
const productId = '01941f29-7c00-736b-bd89-6b129ac7647c';
const [buyers, units, atOnce, rounds] = [3000, 2000, 50, 3];

/** More buyers than pieces of one product, over HTTP and at the store itself. */
export async function benchHotStock(ports: number): Promise<readonly Figure[]> {
  const shop = await openBareShop();
  try {
    await makeSchema(shop, 'catalog');
    await shop.task('catalog', 'migrate');
    await shop.task('catalog', 'seed');
    return [...(await overHttp(shop, ports)), ...(await atTheStore(shop))];
  } finally {
    await shop.stop();
  }
}

async function overHttp(shop: BareShop, ports: number): Promise<readonly Figure[]> {
  const catalog = await shop.start({ service: 'catalog', port: ports + 1 });
  const [staff, buyer] = await Promise.all([
    shop.tokens.sign({ roles: ['staff'], minutes: 60 }),
    shop.tokens.sign({ minutes: 60 }),
  ]);
  const client = jsonClient(catalog.url, atOnce);
  const pool = openPool(shop, 'catalog');
  try {
    const counted = await client.send('PUT', `/v1/products/${productId}/stock`, {
      token: staff,
      body: { onHand: units },
    });
    if (counted.status !== 200) throw new Error(`catalog counted no stock: ${counted.text}`);
    const reserved: string[] = [];
    const others = new Map<number, number>();
    const report = await many(buyers, atOnce, async () => {
      const id = randomUUID();
      const body = { items: [{ productId, quantity: 1 }] };
      const { status } = await client.send('PUT', `/v1/reservations/${id}`, { token: buyer, body });
      if (status === 201) reserved.push(id);
      else others.set(status, (others.get(status) ?? 0) + 1);
    });
    await many(reserved.length, atOnce, (n) =>
      client.send('PUT', `/v1/reservations/${reserved[n]}/confirmation`, { token: staff }),
    );
    const [[sold], [left]] = [
      await pool.rows<{ sold: string | null }>(
        `SELECT SUM(i.quantity) AS sold FROM reservation_items i JOIN reservations r ON r.id = i.reservation_id
          WHERE r.state = 'confirmed' AND i.product_id = ?`,
        [productId],
      ),
      await pool.rows<{ on_hand: number; reserved: number }>(
        'SELECT on_hand, reserved FROM stock WHERE product_id = ?',
        [productId],
      ),
    ];
    const refused = others.get(409) ?? 0;
    return [
      atLeast(`sold of ${units} units to ${buyers} buyers`, Number(sold?.sold ?? 0), units, 'units', 0),
      atMost('sold beyond the stock', Number(sold?.sold ?? 0) - units, 0, 'units', 0),
      atMost('left on hand or reserved', (left?.on_hand ?? -1) + (left?.reserved ?? -1), 0, 'units', 0),
      atMost('buyers told anything but yes or sold out', buyers - units - refused, 0, 'buyers', 0),
      shown('reservations/s over HTTP, p99', `${report.perSecond.toFixed(0)}, ${report.p99Ms.toFixed(0)} ms`),
    ];
  } finally {
    await Promise.all([client.close(), pool.close()]);
    await catalog.stop();
  }
}

/** Beside one conditional UPDATE an attempt, which keeps no reservation at all. */
async function atTheStore(shop: BareShop): Promise<readonly Figure[]> {
  const log = createLog({ serviceName: 'catalog', serviceVersion: 'bench', logLevel: 'off' });
  const { host, port, user, password, authorityFile } = shop.servers.database;
  const database = createDatabase(
    { host, port, user, password, name: 'bench_catalog', tls: true, authorityFile },
    { log },
  );
  const pool = openPool(shop, 'catalog');
  // As many connections as there are buyers, as where each request takes its own.
  const crowd = openPool(shop, 'catalog', atOnce);
  const restock = () =>
    pool.run('UPDATE stock SET on_hand = ?, reserved = 0 WHERE product_id = ?', [units, productId]);
  const stock = new MysqlStockStore(database);
  const reserve = () =>
    stock.reserve({
      id: randomUUID(),
      heldBy: 'bench',
      items: [{ productId, quantity: 1 }],
      asked: 'a'.repeat(64),
      expiresAt: new Date(Date.now() + 60 * 60_000),
    });
  const update = (connections: BenchPool) =>
    connections.run(
      'UPDATE stock SET reserved = reserved + 1 WHERE product_id = ? AND on_hand >= reserved + 1',
      [productId],
    );
  try {
    const [ours, alone, pooled, taken]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let round = 0; round <= rounds; round++) {
      await restock();
      const outcomes = new Map<string, number>();
      const group = await many(buyers, atOnce, async () => {
        const { outcome } = await reserve();
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      });
      await restock();
      const single = await many(buyers, atOnce, () => update(crowd));
      await restock();
      const fewer = await many(buyers, atOnce, () => update(pool));
      taken.push(outcomes.get('reserved') ?? 0);
      // The first round only warms up.
      if (round === 0) continue;
      ours.push(group.perSecond);
      alone.push(single.perSecond);
      pooled.push(fewer.perSecond);
    }
    const [rate, reference] = [median(ours), median(alone)];
    return [
      atLeast('reserving at the store, times one conditional UPDATE each', rate / reference, 3, 'x'),
      atMost(
        'worst difference from the units there are',
        Math.max(...taken.map((each) => Math.abs(each - units))),
        0,
        'units',
        0,
      ),
      shown(
        'attempts/s: the store, UPDATE on 50 connections, on 10',
        [rate, reference, median(pooled)].map((each) => each.toFixed(0)).join(', '),
      ),
    ];
  } finally {
    await Promise.all([pool.close(), crowd.close(), database.close()]);
  }
}
