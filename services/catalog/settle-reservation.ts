import type { Access } from '../kit/auth/caller.ts';
import { json } from '../kit/http/answer.ts';
import { type Operation, operation } from '../kit/http/operation.ts';
import { conflict } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { representReservation } from './represent-reservation.ts';
import { reservationPathSchema, reservationSchema } from './reservation.schema.ts';
import type { ReservationState } from './reservation.ts';
import { isAllowed, mayConfirm, mayReserve } from './reservation-access.ts';
import { ensureHolder } from './reservation-holder.ts';
import type { StockStore } from './stock-store.ts';

export interface SettleReservationParts {
  readonly stock: StockStore;
  readonly clock: Clock;
}

/** The items are sold: they leave the stock. Confirming twice is confirming once. */
export function confirmReservation(parts: SettleReservationParts, method: 'PUT' | 'POST'): Operation {
  return settling(parts, {
    method,
    access: mayConfirm,
    path: '/v1/reservations/:id/confirmation',
    summary: 'Sells what is reserved',
    as: 'confirmed',
    satisfiedBy: ['confirmed'],
    takesBack: false,
  });
}

/** The items can be reserved again, those already sold only for who may sell. Releasing what is over changes nothing. */
export function releaseReservation(parts: SettleReservationParts): Operation {
  return settling(parts, {
    method: 'DELETE',
    access: mayReserve,
    path: '/v1/reservations/:id',
    summary: 'Gives back what is reserved',
    as: 'released',
    satisfiedBy: ['released', 'expired', 'returned'],
    takesBack: true,
  });
}

interface Settling {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly access: Access;
  readonly path: string;
  readonly summary: string;
  readonly as: 'confirmed' | 'released';
  /** The states in which the caller has what it wanted. */
  readonly satisfiedBy: readonly ReservationState[];
  /** Whether what is sold goes back into stock. */
  readonly takesBack: boolean;
}

function settling({ stock, clock }: SettleReservationParts, way: Settling): Operation {
  const { method, access, path, summary, as, satisfiedBy, takesBack } = way;
  return operation({
    method,
    path,
    summary,
    access,
    params: reservationPathSchema,
    answers: { 200: reservationSchema },
    handle: async ({ params: { id }, context }) => {
      // Whoever may settle everybody's need not be looked up first.
      if (!isAllowed(mayConfirm, context.caller)) ensureHolder(await stock.reservation(id), context);
      const settled = ensureHolder(await stock.settle(id, as, new Date(clock.now())), context);
      const returns = takesBack && settled.state === 'confirmed' && isAllowed(mayConfirm, context.caller);
      const reservation = returns ? ensureHolder(await stock.takeBack(id), context) : settled;
      if (satisfiedBy.includes(reservation.state))
        return json(200, representReservation(reservation, context));
      throw conflict(`reservation ${id} is ${reservation.state} and can no longer be ${as}`, {
        state: reservation.state,
      });
    },
  });
}
