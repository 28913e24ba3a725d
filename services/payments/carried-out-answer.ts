import { type Answer, json } from '../kit/http/answer.ts';
import { conflict, notFound, type Problem, problem } from '../kit/problems/problem.ts';
import type { Authorization, PaymentOperation } from './authorization.ts';
import type { CarriedOut } from './carry-out.ts';
import { operations } from './payment-steps.ts';
import { representAuthorization } from './represent-authorization.ts';

/** 200 where it is done, 202 where the provider has yet to say, 409 where it will not be. */
export function carriedOutAnswer(carried: CarriedOut, operation: PaymentOperation): Answer {
  if (carried.outcome === 'unknown-authorization') throw noAuthorization();
  const { outcome, authorization } = carried;
  if (outcome === 'busy') throw busy(authorization);
  if (outcome === 'impossible') throw impossible(authorization, operation);
  if (authorization.operation !== undefined) return json(202, representAuthorization(authorization));
  if (authorization.state !== operations[operation].to) throw refused(authorization, operation);
  return json(200, representAuthorization(authorization));
}

export function noAuthorization(): Problem {
  return notFound('there is no authorization of this id, or it is not yours');
}

export function busy({ id, operation }: Authorization): Problem {
  return problem({
    status: 409,
    kind: 'in-progress',
    title: 'The same is being done just now',
    detail: `the provider is being asked to ${operation ?? 'answer'} for authorization ${id}; ask again in a second`,
    headers: { 'retry-after': '1' },
  });
}

function impossible({ id, state }: Authorization, operation: PaymentOperation): Problem {
  return conflict(
    `authorization ${id} is ${state}; ${operation} is possible where it is ${operations[operation].from}`,
    { state },
  );
}

function refused({ id, state, refusal }: Authorization, operation: PaymentOperation): Problem {
  return problem({
    status: 409,
    kind: 'refused-by-provider',
    title: 'The provider refused',
    detail: `the provider refused to ${operation} authorization ${id}: ${refusal ?? 'it gave no reason'}`,
    members: { state, ...(refusal === undefined ? {} : { refusal }) },
  });
}
