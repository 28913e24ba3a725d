import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../services/kit/database/database.ts';
import { carryOut, finish } from '../../../services/payments/carry-out.ts';
import { LedgerImbalance, sumOf } from '../../../services/payments/ledger.ts';
import { MysqlAuthorizationStore } from '../../../services/payments/mysql-authorization-store.ts';
import { reconcile } from '../../../services/payments/reconcile.ts';
import { MysqlProviderBooks } from '../../../services/payments/simulated/mysql-provider-books.ts';
import { SimulatedProvider } from '../../../services/payments/simulated/simulated-provider.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import type { TestSchema } from '../kit/support/test-schema.ts';
import { authorizationOf } from './support/a-payment.ts';
import { createPaymentsDatabase } from './support/payments-database.ts';

let schema: TestSchema;
let database: Database;
let store: MysqlAuthorizationStore;
let provider: SimulatedProvider;
const clock = createFakeClock(Date.parse('2026-01-02T03:04:05.678Z'));
const { log } = recordedLog();
beforeAll(async () => {
  schema = await createPaymentsDatabase();
  database = schema.open();
  store = new MysqlAuthorizationStore(database);
  provider = new SimulatedProvider(new MysqlProviderBooks(database));
});
afterAll(async () => {
  await schema.drop();
});

const parts = () => ({ store, provider, clock, log });

describe('the store of authorizations on MariaDB', () => {
  it('gives back what it was given', async () => {
    const authorization = authorizationOf();
    expect(await store.open(authorization)).toEqual({ outcome: 'opened', authorization });
    expect(await store.find(authorization.id)).toEqual(authorization);
    expect(await store.open(authorizationOf({ id: authorization.id, orderId: randomUUID() }))).toEqual({
      outcome: 'there-before',
      authorization,
    });
    expect(await store.find(randomUUID())).toBeUndefined();
    await finish(parts(), authorization, { operation: 'authorize', again: false });
  });

  it('opens one of many with the same id, and all the others beside it', async () => {
    const id = randomUUID();
    const others = Array.from({ length: 20 }, () => authorizationOf());
    const opened = await Promise.all(
      [...others, ...Array.from({ length: 10 }, () => authorizationOf({ id }))].map((one) => store.open(one)),
    );
    expect(opened.slice(0, 20).every(({ outcome }) => outcome === 'opened')).toBe(true);
    expect(opened.slice(20).filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
    for (const { authorization } of opened.slice(0, 21)) {
      await finish(parts(), authorization, { operation: 'authorize', again: false });
    }
  });

  it('lets one task begin an operation, also where two stores try', async () => {
    const { id } = (await store.open(authorizationOf({ operation: undefined, state: 'authorized' })))
      .authorization;
    const stores = [store, new MysqlAuthorizationStore(database)];
    const wish = {
      id,
      operation: 'capture',
      now: new Date(clock.now()),
      dueAt: new Date(clock.now() + 9),
    } as const;
    const begun = await Promise.all([0, 1, 0, 1].map((index) => stores[index]?.begin(wish)));
    expect(begun.map((one) => one?.beginning.outcome).sort()).toEqual(['begun', 'busy', 'busy', 'busy']);
    await database.run('DELETE FROM authorizations WHERE id = ?', [id]);
  });

  it('keeps a ledger of hundreds of payments at once that sums to zero and agrees with the provider', async () => {
    const authorizations = Array.from({ length: 200 }, (_, number) =>
      authorizationOf({
        token: ['tok_visa', 'tok_declined', 'tok_timeout', 'tok_timeout_capture'][number % 4] ?? '',
        money: { amount: number + 1, currency: 'EUR' },
      }),
    );
    await Promise.all(
      authorizations.map(async (authorization) => {
        await store.open(authorization);
        await finish(parts(), authorization, { operation: 'authorize', again: false });
        await Promise.all([1, 2].map(() => carryOut(parts(), authorization.id, 'capture')));
      }),
    );
    await clock.advance(2000);
    const due = await store.due(new Date(clock.now()), 1000);
    expect(due).toHaveLength(100);
    await Promise.all(due.map(({ id, operation }) => carryOut(parts(), id, operation)));
    await Promise.all(authorizations.map(({ id }) => carryOut(parts(), id, 'capture')));
    await clock.advance(2000);
    await Promise.all(authorizations.map(({ id }) => carryOut(parts(), id, 'capture')));
    await Promise.all(authorizations.slice(0, 40).map(({ id }) => carryOut(parts(), id, 'refund')));
    expect(await reconcile(parts())).toMatchObject({ underWay: 0, differences: [], imbalances: [] });
    expect(await store.ledgerSums()).toEqual([{ currency: 'EUR', amount: 0 }]);
    const ledger = await store.ledgerOf(authorizations[0]?.orderId ?? '');
    expect(ledger.map(({ posting }) => posting)).toEqual(
      ['authorized', 'captured', 'refunded'].flatMap((posting) => [posting, posting]),
    );
    expect(sumOf(ledger)).toBe(0);
  });

  it('writes nothing where the entries of an order would not sum to zero', async () => {
    const authorization = authorizationOf();
    const { id, orderId } = authorization;
    await store.open(authorization);
    await database.run(
      `INSERT INTO ledger_entries (authorization_id, order_id, posting, account, amount, currency, posted_at)
        VALUES (?, ?, 'forged', 'shop', 1, 'EUR', ?)`,
      [id, orderId, new Date(clock.now())],
    );
    const settling = store.settle({
      id,
      operation: 'authorize',
      answer: { outcome: 'done' },
      now: new Date(clock.now()),
    });
    await expect(settling).rejects.toThrow(LedgerImbalance);
    expect(await store.find(id)).toEqual(authorization);
    expect(await store.ledgerOf(orderId)).toHaveLength(1);
  });
});
