import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { startSweep } from '../../../services/catalog/sweep-reservations.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { idOf } from './support/a-product.ts';
import { InMemoryProductStore } from './support/in-memory-product-store.ts';
import { InMemorySalesStore } from './support/in-memory-sales-store.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';

const minute = 60_000;

async function reserved() {
  const clock = createFakeClock();
  const stock = new InMemoryStockStore();
  const products = new InMemoryProductStore(stock);
  stock.open(idOf(1));
  await stock.count(idOf(1), 10);
  const id = randomUUID();
  const items = [{ productId: idOf(1), quantity: 4 }];
  await stock.reserve({ id, heldBy: 'kim', asked: '', items, expiresAt: new Date(clock.now() + minute) });
  return { clock, stock, id, products, sales: new InMemorySalesStore(products, stock) };
}

describe('the sweep of reservations', () => {
  it('gives stock back when their time is over, and not before', async () => {
    const { clock, stock, sales, id } = await reserved();
    const { log, lines } = recordedLog();
    const sweep = startSweep({ stock, sales, clock, log });
    await clock.advance(minute - 1);
    expect((await stock.reservation(id))?.state).toBe('held');
    await clock.advance(15_000);
    expect((await stock.reservation(id))?.state).toBe('expired');
    expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
    expect(lines).toMatchObject([
      { message: 'gave back the stock of expired reservations', reservations: 1 },
    ]);
    sweep.stop();
  });

  it('goes on after an outage', async () => {
    const { clock, stock, sales, id } = await reserved();
    const { log, lines } = recordedLog();
    let outage = true;
    const expire: InMemoryStockStore['expire'] = (now, most) =>
      outage ? Promise.reject(new Error('the database is away')) : stock.expire(now, most);
    const sweep = startSweep({ stock: { expire }, sales, clock, log });
    await clock.advance(2 * minute);
    expect((await stock.reservation(id))?.state).toBe('held');
    expect(lines[0]).toMatchObject({ level: 'warn' });
    outage = false;
    await clock.advance(15_000);
    expect((await stock.reservation(id))?.state).toBe('expired');
    sweep.stop();
  });

  it('counts what was sold, and forgets the reservation a week later', async () => {
    const { clock, stock, sales, id } = await reserved();
    const sweep = startSweep({ stock, sales, clock, log: recordedLog().log });
    await stock.settle(id, 'confirmed', new Date(clock.now()));
    await clock.advance(15_000);
    expect(await sales.bestSellers(new Date(clock.now()), 5)).toMatchObject([
      { productId: idOf(1), sold: 4 },
    ]);
    await clock.advance(7 * 24 * 60 * minute);
    expect(await stock.reservation(id)).toBeDefined();
    await clock.advance(2 * minute);
    expect(await stock.reservation(id)).toBeUndefined();
    sweep.stop();
  });

  it('leaves nothing pending when it is stopped', async () => {
    const { clock, stock, sales } = await reserved();
    const sweep = startSweep({ stock, sales, clock, log: recordedLog().log });
    await clock.advance(20_000);
    sweep.stop();
    expect(clock.pending).toBe(0);
  });
});
