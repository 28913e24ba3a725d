import { strengthOf } from '../../services/recommendations/decay.ts';
import { atMost, type Figure } from './figures.ts';
import type { Bought } from './ledger-buyers.ts';
import type { RehearsalData } from './rehearsal-data.ts';

export interface Books {
  readonly data: RehearsalData;
  readonly bought: Bought;
  readonly pairs: readonly (readonly [string, string])[];
  /** What was on hand of each product before. */
  readonly before: ReadonlyMap<string, number>;
}

interface OrderRow {
  readonly id: string;
  readonly step: string;
  readonly total_amount: number;
}

const resting = new Set(['confirmed', 'cancelled', 'refunded']);

/** Compares what buyers were told with what every service has written. */
export async function proveBooks({ data, bought, pairs, before }: Books): Promise<readonly Figure[]> {
  const orders = await data.rows<OrderRow>('orders', 'SELECT id, step, total_amount FROM orders');
  const byId = new Map(orders.map((order) => [order.id, order]));
  const accepted = new Set(bought.accepted);
  const confirmed = orders.filter(({ step }) => step === 'confirmed');
  return [
    none('accepted orders that are missing', [...accepted].filter((id) => !byId.has(id)).length),
    none('accepted orders told twice under two keys', bought.accepted.length - accepted.size),
    none('confirmed orders that nobody was told of', confirmed.filter(({ id }) => !accepted.has(id)).length),
    none('orders that are in no final state', orders.filter(({ step }) => !resting.has(step)).length),
    ...(await paymentFigures(data, orders)),
    ...(await stockFigures(data, before)),
    ...(await effectFigures(data, pairs)),
  ];
}

const none = (what: string, count: number): Figure => atMost(what, count, 0, '', 0);

async function paymentFigures(data: RehearsalData, orders: readonly OrderRow[]): Promise<readonly Figure[]> {
  const unbalanced = await data.rows(
    'payments',
    'SELECT order_id FROM ledger_entries GROUP BY order_id, currency HAVING SUM(amount) <> 0',
  );
  const payments = await data.rows<{ order_id: string; state: string; amount: number }>(
    'payments',
    'SELECT order_id, state, amount FROM authorizations',
  );
  const captured = new Map<string, number[]>();
  for (const { order_id, state, amount } of payments) {
    if (state === 'captured') captured.set(order_id, [...(captured.get(order_id) ?? []), Number(amount)]);
  }
  const wrong = orders.filter(({ id, step, total_amount }) => {
    const expected = step === 'confirmed' ? [Number(total_amount)] : [];
    return JSON.stringify(captured.get(id) ?? []) !== JSON.stringify(expected);
  });
  const unknown = [...captured.keys()].filter((id) => !orders.some((order) => order.id === id));
  return [
    none('orders whose payment ledger does not sum to zero', unbalanced.length),
    none('orders not paid exactly as they ended', wrong.length + unknown.length),
  ];
}

async function stockFigures(
  data: RehearsalData,
  before: ReadonlyMap<string, number>,
): Promise<readonly Figure[]> {
  const sold = await data.rows<{ product_id: string; sold: string }>(
    'orders',
    `SELECT i.product_id, SUM(i.quantity) AS sold FROM order_items i JOIN orders o ON o.id = i.order_id
      WHERE o.step = 'confirmed' GROUP BY i.product_id`,
  );
  const soldOf = new Map(sold.map((row) => [row.product_id, Number(row.sold)]));
  const stock = await data.rows<{ product_id: string; on_hand: number; reserved: number }>(
    'catalog',
    'SELECT product_id, on_hand, reserved FROM stock',
  );
  const wrong = stock.filter(
    ({ product_id: id, on_hand }) => (before.get(id) ?? 0) - on_hand !== (soldOf.get(id) ?? 0),
  );
  return [
    none('products whose stock sold is not the stock removed', wrong.length),
    none(
      'pieces still reserved',
      stock.reduce((sum, { reserved }) => sum + reserved, 0),
    ),
  ];
}

async function effectFigures(data: RehearsalData, pairs: Books['pairs']): Promise<readonly Figure[]> {
  const { lost, twice } = await effectsOf(data, pairs);
  const waiting = await data.rows<{ waiting: number }>('orders', 'SELECT COUNT(*) AS waiting FROM outbox');
  return [
    none('events that had no effect', lost),
    none('events that had their effect twice', twice),
    none('events that were never published', Number(waiting[0]?.waiting)),
  ];
}

/** Each pair was bought by nobody else, so the strength of a pair is how many of its orders had their effect. */
export async function effectsOf(data: RehearsalData, pairs: Books['pairs']) {
  const rows = await data.rows<{ product_id: string; orders: number }>(
    'orders',
    `SELECT i.product_id, COUNT(*) AS orders FROM order_items i JOIN orders o ON o.id = i.order_id
      WHERE o.step = 'confirmed' GROUP BY i.product_id`,
  );
  const ordersOf = new Map(rows.map((row) => [row.product_id, Number(row.orders)]));
  const { redis, prefix } = data.cacheOf('recommendations');
  let [lost, twice] = [0, 0];
  for (const [one, other] of pairs) {
    const sum = Number((await redis.zscore(`${prefix}with:${one}`, other)) ?? 0);
    const difference = Math.round(strengthOf(sum, Date.now())) - (ordersOf.get(one) ?? 0);
    if (difference < 0) lost -= difference;
    else twice += difference;
  }
  return { lost, twice };
}
