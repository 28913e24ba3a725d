import { setTimeout as sleep } from 'node:timers/promises';
import type { RepositoryCopy } from '../support/repository-copy.ts';
import { startRehearsal } from '../support/running-rehearsal.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { type Books, effectsOf, proveBooks } from './ledger-books.ts';
import { buy } from './ledger-buyers.ts';
import { startChaos } from './ledger-chaos.ts';
import { openRehearsalData, type RehearsalData } from './rehearsal-data.ts';

const orders = Number(process.env.BENCH_LEDGER_ORDERS ?? 5000);
const buyersAtOnce = 24;
const placingMs = 10 * 60_000;
/** A lease, the longest wait of a saga, and the longest of a consumer after it. */
const settlingMs = 120_000;
const plenty = 100_000;

/** Orders under load while tasks and servers are killed; afterwards no book may differ from another. */
export async function benchLedger(copy: RepositoryCopy, ports: number): Promise<readonly Figure[]> {
  const rehearsal = await startRehearsal({ folder: copy.folder, ports, args: ['--fresh'] });
  let data: RehearsalData | undefined;
  try {
    data = await openRehearsalData(copy.folder, {
      databases: ['orders', 'payments', 'catalog'],
      caches: ['recommendations'],
    });
    await data.rows('catalog', `UPDATE stock SET on_hand = ${plenty}`);
    const products = await data.rows<{ id: string }>(
      'catalog',
      "SELECT id FROM products WHERE price_currency = 'EUR' ORDER BY id",
    );
    const before = new Map(products.map(({ id }) => [id, plenty]));
    const pairs = products.flatMap(({ id }, index): [string, string][] => {
      const other = products[index + 1];
      return index % 2 === 0 && other !== undefined ? [[id, other.id]] : [];
    });
    const token = (await rehearsal.shoal(['token', '--role', 'customer', '--minutes', '240'])).output.trim();

    const began = performance.now();
    let progress = 0;
    const chaos = startChaos(copy.folder, () => progress / orders);
    const bought = await buy({
      shop: rehearsal.shop,
      token,
      pairs,
      orders,
      buyersAtOnce,
      until: Date.now() + placingMs,
      onDone: (done) => {
        progress = done;
      },
    });
    const killed = await chaos.stop();
    const placed = (performance.now() - began) / 1000;
    const settled = await whenSettled(data, pairs);
    return [
      atMost(`orders of ${orders} without an answer`, bought.unanswered, 0, '', 0),
      ...(await proveBooks({ data, bought, pairs, before })),
      shown('orders accepted, refused', `${bought.accepted.length}, ${textOf(bought.refused)}`),
      shown('killed meanwhile', textOf(killed)),
      shown('answers that buyers tried again after, by status', textOf(bought.troubles)),
      shown('placing, then settling', `${placed.toFixed(0)} s, ${settled.toFixed(0)} s`),
    ];
  } finally {
    await data?.close();
    await rehearsal.stop();
  }
}

/** Waits until nothing is under way; gives the seconds. Whoever is not done by then is counted as not done. */
async function whenSettled(data: RehearsalData, pairs: Books['pairs']): Promise<number> {
  const began = performance.now();
  const underWay = [
    ['orders', "SELECT COUNT(*) AS n FROM orders WHERE step NOT IN ('confirmed', 'cancelled', 'refunded')"],
    ['orders', 'SELECT COUNT(*) AS n FROM outbox'],
    ['payments', 'SELECT COUNT(*) AS n FROM authorizations WHERE due_at IS NOT NULL'],
    ['catalog', 'SELECT SUM(reserved) AS n FROM stock'],
  ] as const;
  while (performance.now() - began < settlingMs) {
    const counts = await Promise.all(
      underWay.map(([service, sql]) => data.rows<{ n: number }>(service, sql)),
    );
    const { lost } = await effectsOf(data, pairs);
    if (lost === 0 && counts.every(([row]) => Number(row?.n) === 0)) break;
    await sleep(500);
  }
  // Whoever handles an event a second time would do so about now.
  await sleep(3000);
  return (performance.now() - began) / 1000;
}

function textOf(counts: ReadonlyMap<string | number, number>): string {
  return [...counts].map(([what, count]) => `${what}: ${count}`).join(', ') || 'none';
}
