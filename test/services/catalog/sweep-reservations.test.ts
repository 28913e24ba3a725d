import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { startExpiry } from '../../../services/catalog/expire-reservations.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { idOf } from './support/a-product.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';

const minute = 60_000;

async function reserved() {
  const clock = createFakeClock();
  const stock = new InMemoryStockStore();
  stock.open(idOf(1));
  await stock.count(idOf(1), 10);
  const id = randomUUID();
  const items = [{ productId: idOf(1), quantity: 4 }];
  await stock.reserve({ id, heldBy: 'kim', asked: '', items, expiresAt: new Date(clock.now() + minute) });
  return { clock, stock, id };
}

describe('the expiry of reservations', () => {
  it('gives their stock back when their time is over, and not before', async () => {
    const { clock, stock, id } = await reserved();
    const { log, lines } = recordedLog();
    const expiry = startExpiry({ stock, clock, log });
    await clock.advance(minute - 1);
    expect((await stock.reservation(id))?.state).toBe('held');
    await clock.advance(15_000);
    expect((await stock.reservation(id))?.state).toBe('expired');
    expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
    expect(lines).toMatchObject([{ message: 'gave back the stock of expired reservations', expired: 1 }]);
    expiry.stop();
  });

  it('goes on after an outage', async () => {
    const { clock, stock, id } = await reserved();
    const { log, lines } = recordedLog();
    let outage = true;
    const expire: InMemoryStockStore['expire'] = (now, most) =>
      outage ? Promise.reject(new Error('the database is away')) : stock.expire(now, most);
    const expiry = startExpiry({ stock: { expire }, clock, log });
    await clock.advance(2 * minute);
    expect((await stock.reservation(id))?.state).toBe('held');
    expect(lines[0]).toMatchObject({ level: 'warn' });
    outage = false;
    await clock.advance(15_000);
    expect((await stock.reservation(id))?.state).toBe('expired');
    expiry.stop();
  });

  it('leaves nothing pending when it is stopped', async () => {
    const { clock, stock } = await reserved();
    const expiry = startExpiry({ stock, clock, log: recordedLog().log });
    await clock.advance(20_000);
    expiry.stop();
    expect(clock.pending).toBe(0);
  });
});
