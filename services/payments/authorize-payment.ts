import { createHash } from 'node:crypto';
import { created, json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { unauthenticated, unprocessable } from '../kit/problems/problem.ts';
import {
  type AuthorizationRequest,
  authorizationRequestSchema,
  authorizationSchema,
  idempotencySchema,
} from './authorization.schema.ts';
import type { Authorization } from './authorization.ts';
import { authorizationIdOf } from './authorization-id.ts';
import { busy } from './carried-out-answer.ts';
import { type CarryOutParts, carryOut, carryOutMs, finish } from './carry-out.ts';
import { representAuthorization } from './represent-authorization.ts';

export function authorizePayment(parts: CarryOutParts) {
  const { store, clock } = parts;
  return operation({
    method: 'POST',
    path: '/v1/authorizations',
    summary: "Holds a customer's money for an order, once a key",
    access: { service: ['orders'] },
    headers: idempotencySchema,
    body: authorizationRequestSchema,
    answers: { 200: authorizationSchema, 201: authorizationSchema },
    handle: async ({ headers, body, context }) => {
      if (context.caller === undefined) throw unauthenticated('send a service token');
      const id = authorizationIdOf(context.caller.subject, headers['idempotency-key']);
      const now = clock.now();
      const asked = opening(id, body, now);
      const { outcome, authorization } = await store.open(asked);
      if (outcome === 'opened') {
        const after = await finish(parts, authorization, { operation: 'authorize', again: false });
        return created(`/v1/authorizations/${id}`, representAuthorization(after));
      }
      if (authorization.fingerprint !== asked.fingerprint) throw otherRequest();
      return json(200, representAuthorization(await repeated(parts, authorization)));
    },
  });
}

/** What came of it before; where that is not known and nobody is at it, the provider is asked now. */
async function repeated(parts: CarryOutParts, authorization: Authorization): Promise<Authorization> {
  if (authorization.operation !== 'authorize') return authorization;
  const carried = await carryOut(parts, authorization.id, 'authorize');
  if (carried.outcome === 'busy') throw busy(carried.authorization);
  return carried.outcome === 'answered' ? carried.authorization : authorization;
}

function opening(id: string, request: AuthorizationRequest, now: number): Authorization {
  const { orderId, customer, amount, paymentMethod } = request;
  return {
    id,
    orderId,
    customer,
    money: amount,
    state: 'new',
    operation: 'authorize',
    doubtful: false,
    refusal: undefined,
    token: paymentMethod.token,
    fingerprint: fingerprintOf(request),
    dueAt: new Date(now + carryOutMs),
    createdAt: new Date(now),
    updatedAt: new Date(now),
  };
}

function fingerprintOf({ orderId, customer, amount, paymentMethod }: AuthorizationRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([orderId, customer, amount.amount, amount.currency, paymentMethod.token]))
    .digest('hex');
}

function otherRequest(): Error {
  return unprocessable(
    'this Idempotency-Key was used for a different request; repeat that one, or choose a new key',
  );
}
