import { operation as apiOperation, type Operation } from '../kit/http/operation.ts';
import { authorizationPathSchema, authorizationSchema } from './authorization.schema.ts';
import type { PaymentOperation } from './authorization.ts';
import { carriedOutAnswer } from './carried-out-answer.ts';
import { type CarryOutParts, carryOut } from './carry-out.ts';

/** The customer's money becomes the shop's. Doing it twice is doing it once. */
export function capturePayment(parts: CarryOutParts): Operation {
  return moving(parts, {
    method: 'POST',
    path: '/v1/authorizations/:id/captures',
    summary: 'Takes the money that is held',
    operation: 'capture',
  });
}

/** All of it goes back to the customer. */
export function refundPayment(parts: CarryOutParts): Operation {
  return moving(parts, {
    method: 'POST',
    path: '/v1/authorizations/:id/refunds',
    summary: 'Gives back the money that was taken',
    operation: 'refund',
  });
}

/** The money is no longer held. */
export function voidPayment(parts: CarryOutParts): Operation {
  return moving(parts, {
    method: 'DELETE',
    path: '/v1/authorizations/:id',
    summary: 'Lets go of the money that is held',
    operation: 'void',
  });
}

interface Moving {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly operation: PaymentOperation;
}

function moving(parts: CarryOutParts, { method, path, summary, operation }: Moving): Operation {
  return apiOperation({
    method,
    path,
    summary,
    access: { service: ['orders'] },
    params: authorizationPathSchema,
    answers: { 200: authorizationSchema, 202: authorizationSchema },
    handle: async ({ params: { id } }) => carriedOutAnswer(await carryOut(parts, id, operation), operation),
  });
}
