import { kindOf, membersOf } from './answer-members.ts';
import type { Order } from './order.ts';
import type { OwnAccount } from './own-account.ts';
import { done, type StepAnswer, UnexpectedAnswer } from './step-answer.ts';
import type { Stock } from './stock.ts';

/** Longer than an order takes; after it the stock is free again, whatever became of the order. */
const holdMinutes = 15;

/** Reservations of catalog, whose id is the order's. */
export class CatalogStock implements Stock {
  readonly #catalog: OwnAccount;

  constructor(catalog: OwnAccount) {
    this.#catalog = catalog;
  }

  async reserve({ id, items, origin }: Order): Promise<StepAnswer> {
    const body = { items: items.map(({ productId, quantity }) => ({ productId, quantity })), holdMinutes };
    const answer = await this.#catalog({ method: 'PUT', path: pathOf(id), body, origin });
    const members = membersOf(answer);
    if (answer.status === 201) return done;
    if (answer.status === 200) return isAlive(members.state) ? done : over;
    if (answer.status === 409 && kindOf(members) === 'not-enough-stock') {
      return { outcome: 'refused', reason: 'not-enough-stock', members: { product: members.product } };
    }
    if (answer.status === 422 && Array.isArray(members.missing)) {
      return { outcome: 'refused', reason: 'unknown-product', members: { missing: members.missing } };
    }
    throw new UnexpectedAnswer('catalog', 'a reservation', answer.status);
  }

  async confirm({ id, origin }: Order): Promise<StepAnswer> {
    const path = `${pathOf(id)}/confirmation`;
    const { status } = await this.#catalog({ method: 'PUT', path, origin });
    if (status === 200) return done;
    if (status === 409 || status === 404) return over;
    throw new UnexpectedAnswer('catalog', 'the confirmation of a reservation', status);
  }

  async release({ id, origin }: Order): Promise<StepAnswer> {
    const { status } = await this.#catalog({ method: 'DELETE', path: pathOf(id), origin });
    if (status === 200 || status === 204 || status === 404) return done;
    throw new UnexpectedAnswer('catalog', 'the release of a reservation', status);
  }
}

const over: StepAnswer = { outcome: 'refused', reason: 'reservation-over' };

function pathOf(orderId: string): string {
  return `/v1/reservations/${orderId}`;
}

function isAlive(state: unknown): boolean {
  return state === 'held' || state === 'confirmed';
}
