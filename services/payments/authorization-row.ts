import type { Authorization, PaymentOperation, PaymentState } from './authorization.ts';

export interface AuthorizationRow {
  readonly id: string;
  readonly order_id: string;
  readonly customer: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: PaymentState;
  readonly operation: PaymentOperation | null;
  readonly doubtful: number;
  readonly refusal: string | null;
  readonly token: string | null;
  readonly fingerprint: string;
  readonly due_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function authorizationIn(row: AuthorizationRow): Authorization {
  return {
    id: row.id,
    orderId: row.order_id,
    customer: row.customer,
    money: { amount: row.amount, currency: row.currency },
    state: row.state,
    operation: row.operation ?? undefined,
    doubtful: row.doubtful === 1,
    refusal: row.refusal ?? undefined,
    token: row.token ?? undefined,
    fingerprint: row.fingerprint,
    dueAt: row.due_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** In the order of the columns. */
export function valuesOf(one: Authorization): readonly unknown[] {
  return [
    one.id,
    one.orderId,
    one.customer,
    one.money.amount,
    one.money.currency,
    one.state,
    one.operation ?? null,
    one.doubtful ? 1 : 0,
    one.refusal ?? null,
    one.token ?? null,
    one.fingerprint,
    one.dueAt ?? null,
    one.createdAt,
    one.updatedAt,
  ];
}
