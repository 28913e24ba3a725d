import type { RequestContext } from '../kit/http/request-context.ts';
import { forbidden, notFound, type Problem, unauthenticated } from '../kit/problems/problem.ts';
import type { Order } from './order.ts';

/** As many characters as the column has, and as OpenID Connect allows a subject. */
const longestSubject = 255;

export function buyerOf({ caller }: Pick<RequestContext, 'caller'>): string {
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  const { subject } = caller;
  if (subject.length <= longestSubject) return subject;
  throw forbidden(
    `the token's subject has ${subject.length} characters, a buyer's has ${longestSubject} at most`,
  );
}

export function isStaff({ caller }: Pick<RequestContext, 'caller'>): boolean {
  return caller?.roles.includes('staff') === true;
}

/** The order, where it is the caller's own or the caller is staff. To everybody else it is not there. */
export function ensureOwner(order: Order | undefined, context: Pick<RequestContext, 'caller'>): Order {
  if (order === undefined || (order.userId !== context.caller?.subject && !isStaff(context))) throw noOrder();
  return order;
}

function noOrder(): Problem {
  return notFound('you have no order of this id; /v1/orders lists them');
}
