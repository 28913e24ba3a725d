import { randomUUID } from 'node:crypto';
import type { Authorization } from '../../../../services/payments/authorization.ts';
import type { PaymentsClient } from './payments-client.ts';

export function authorizationOf(changes: Partial<Authorization> = {}): Authorization {
  const now = new Date('2026-01-02T03:04:05.678Z');
  return {
    id: randomUUID(),
    orderId: randomUUID(),
    customer: 'kim',
    money: { amount: 2580, currency: 'EUR' },
    state: 'new',
    operation: 'authorize',
    doubtful: false,
    refusal: undefined,
    token: 'tok_visa',
    fingerprint: 'f'.repeat(64),
    dueAt: new Date(now.getTime() + 10_000),
    createdAt: now,
    updatedAt: now,
    ...changes,
  };
}

export interface Asked {
  readonly token?: string;
  readonly orderId?: string;
  readonly key?: string;
  readonly amount?: number;
}

/** As orders asks for money. */
export async function authorize(
  ask: PaymentsClient,
  { token = 'tok_visa', orderId = randomUUID(), key = orderId, amount = 2580 }: Asked = {},
) {
  return await ask('POST', '/v1/authorizations', {
    as: 'orders',
    headers: { 'idempotency-key': key },
    body: { orderId, customer: 'kim', amount: { amount, currency: 'EUR' }, paymentMethod: { token } },
  });
}
