import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { representReservation } from './represent-reservation.ts';
import { reservationPathSchema, reservationSchema } from './reservation.schema.ts';
import { mayReserve } from './reservation-access.ts';
import { ensureHolder } from './reservation-holder.ts';
import type { StockStore } from './stock-store.ts';

export function readReservation({ stock }: { readonly stock: StockStore }) {
  return operation({
    method: 'GET',
    path: '/v1/reservations/:id',
    summary: "One of the caller's reservations",
    access: mayReserve,
    params: reservationPathSchema,
    answers: { 200: reservationSchema },
    handle: async ({ params: { id }, context }) =>
      json(200, representReservation(ensureHolder(await stock.reservation(id), context), context)),
  });
}
