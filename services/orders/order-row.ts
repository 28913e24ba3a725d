import type { Order, OrderHead, OrderItem, OrderStep } from './order.ts';

export const orderColumns = `id, user_id, cart_id, cart_etag, total_amount, currency, step, reason, cancel_wanted,
  payment_token, payment_id, version, attempts, lease_until, traceparent, correlation_id, created_at, updated_at`;

export interface OrderRow {
  readonly id: string;
  readonly user_id: string;
  readonly cart_id: string;
  readonly cart_etag: string | null;
  readonly total_amount: number;
  readonly currency: string;
  readonly step: OrderStep;
  readonly reason: string | null;
  readonly cancel_wanted: number;
  readonly payment_token: string | null;
  readonly payment_id: string | null;
  readonly version: number;
  readonly attempts: number;
  readonly lease_until: Date | null;
  readonly traceparent: string;
  readonly correlation_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export interface ItemRow {
  readonly order_id: string;
  readonly product_id: string;
  readonly title: string;
  readonly quantity: number;
  readonly unit_amount: number;
}

export function headIn(row: OrderRow): OrderHead {
  return {
    id: row.id,
    userId: row.user_id,
    cartId: row.cart_id,
    cartEtag: row.cart_etag ?? undefined,
    total: { amount: row.total_amount, currency: row.currency },
    step: row.step,
    reason: row.reason ?? undefined,
    cancelWanted: row.cancel_wanted === 1,
    paymentToken: row.payment_token ?? undefined,
    paymentId: row.payment_id ?? undefined,
    version: row.version,
    attempts: row.attempts,
    leaseUntil: row.lease_until ?? undefined,
    origin: { traceparent: row.traceparent, correlationId: row.correlation_id },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** All items of an order are paid in the currency of its total. */
export function itemIn({ product_id, title, quantity, unit_amount }: ItemRow, currency: string): OrderItem {
  return { productId: product_id, title, quantity, unitPrice: { amount: unit_amount, currency } };
}

/** In the order of the columns. */
export function orderValues(order: OrderHead): readonly unknown[] {
  return [
    order.id,
    order.userId,
    order.cartId,
    order.cartEtag ?? null,
    order.total.amount,
    order.total.currency,
    order.step,
    order.reason ?? null,
    order.cancelWanted ? 1 : 0,
    order.paymentToken ?? null,
    order.paymentId ?? null,
    order.version,
    order.attempts,
    order.leaseUntil ?? null,
    order.origin.traceparent,
    order.origin.correlationId,
    order.createdAt,
    order.updatedAt,
  ];
}

export function itemValues({ id, items }: Order): readonly (readonly unknown[])[] {
  return items.map(({ productId, title, quantity, unitPrice }) => [
    id,
    productId,
    title,
    quantity,
    unitPrice.amount,
  ]);
}
