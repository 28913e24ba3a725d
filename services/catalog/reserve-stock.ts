import { created, json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { conflict } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { askedOf } from './asked.ts';
import type { ProductStore } from './product-store.ts';
import { representReservation } from './represent-reservation.ts';
import { reservationPathSchema, reservationRequestSchema, reservationSchema } from './reservation.schema.ts';
import { mayReserve } from './reservation-access.ts';
import { holderOf } from './reservation-holder.ts';
import { missingProducts, notEnoughStock, repeatedProduct } from './reservation-problems.ts';
import type { ReserveOutcome, ReserveRequest, StockStore } from './stock-store.ts';

export interface ReserveStockParts {
  readonly products: ProductStore;
  readonly stock: StockStore;
  readonly clock: Clock;
}

/** How many overdue reservations a buyer who finds too little gives back before asking again. */
const overdueAtOnce = 20;

export function reserveStock({ products, stock, clock }: ReserveStockParts) {
  const reserve = async (request: ReserveRequest): Promise<ReserveOutcome> => {
    const first = await stock.reserve(request);
    if (first.outcome !== 'not-enough') return first;
    const freed = await stock.expire(new Date(clock.now()), overdueAtOnce);
    return freed === 0 ? first : await stock.reserve(request);
  };
  return operation({
    method: 'PUT',
    path: '/v1/reservations/:id',
    summary: 'Reserves all items or none, once an id: repeating the request repeats the answer',
    access: mayReserve,
    params: reservationPathSchema,
    body: reservationRequestSchema,
    answers: { 200: reservationSchema, 201: reservationSchema },
    handle: async ({ params: { id }, body, context }) => {
      const { items, holdMinutes = 15 } = body;
      const repeated = repeatedProduct(items);
      if (repeated !== undefined) throw repeated;
      const heldBy = holderOf(context);
      const expiresAt = new Date(clock.now() + holdMinutes * 60_000);
      const asked = askedOf({ heldBy, items, holdMinutes });
      const result = await reserve({ id, heldBy, items, asked, expiresAt });
      switch (result.outcome) {
        case 'reserved':
          return created(`/v1/reservations/${id}`, representReservation(result.reservation, context));
        case 'repeated':
          return json(200, representReservation(result.reservation, context));
        case 'other-request':
          throw conflict(`reservation ${id} was made by a different request; choose a new id`);
        case 'unknown-product':
          throw await missingProducts(products, items);
        case 'not-enough':
          throw await notEnoughStock(products, result);
      }
    },
  });
}
