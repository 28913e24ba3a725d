import type { RequestContext } from '../kit/http/request-context.ts';
import { forbidden, notFound, type Problem, unauthenticated } from '../kit/problems/problem.ts';
import type { Reservation } from './reservation.ts';
import { ordersOnItsOwn } from './reservation-access.ts';

/** As many characters as the column has, and as OpenID Connect allows a subject. */
const longestSubject = 255;

export function holderOf({ caller }: Pick<RequestContext, 'caller'>): string {
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  const { subject } = caller;
  if (subject.length > longestSubject) {
    throw forbidden(
      `the token's subject has ${subject.length} characters, a holder has ${longestSubject} at most`,
    );
  }
  return subject;
}

/** The reservation, where it is the caller's own, or the caller is staff or orders. To everybody else it is not there. */
export function ensureHolder(
  reservation: Reservation | undefined,
  { caller }: Pick<RequestContext, 'caller'>,
): Reservation {
  const mayAct =
    reservation?.heldBy === caller?.subject ||
    caller?.roles.includes('staff') === true ||
    caller?.subject === `service:${ordersOnItsOwn}`;
  if (reservation === undefined || !mayAct) throw noReservation();
  return reservation;
}

function noReservation(): Problem {
  return notFound('you hold no reservation of this id; PUT makes one');
}
