import type {
  AuthorizeRequest,
  PaymentProvider,
  ProviderAnswer,
  ProviderPayment,
} from '../payment-provider.ts';
import { ProviderTimeout } from '../payment-provider.ts';
import type { BookedPayment, BookedState, ProviderBooks } from './provider-books.ts';
import { behaviourOf } from './simulated-tokens.ts';

const done: ProviderAnswer = { outcome: 'done' };

/** A provider to practise with: no money, and every misfortune on demand. */
export class SimulatedProvider implements PaymentProvider {
  readonly #books: ProviderBooks;

  constructor(books: ProviderBooks) {
    this.#books = books;
  }

  async authorize({ reference, token, money }: AuthorizeRequest): Promise<ProviderAnswer> {
    const { declines, timesOut, losesFirst } = behaviourOf(token);
    const before = losesFirst === undefined ? undefined : await this.#books.find(reference);
    if (losesFirst !== undefined && before === undefined) {
      await this.#books.enter({ reference, token, money, state: 'lost' });
      throw new ProviderTimeout('authorize', reference);
    }
    if (before?.state === 'lost') await this.#move(before, 'lost', 'authorized');
    const state = declines === undefined ? 'authorized' : 'declined';
    const booked = await this.#books.enter({ reference, token, money, state });
    if (timesOut === 'authorize') throw new ProviderTimeout('authorize', reference);
    return booked.state === 'declined' ? { outcome: 'refused', reason: reasonOf(booked) } : done;
  }

  async capture(reference: string): Promise<ProviderAnswer> {
    const booked = await this.#books.find(reference);
    const { timesOut, refusesCapture, capturesTwice } = behaviourOf(booked?.token ?? '');
    if (refusesCapture !== undefined) return { outcome: 'refused', reason: refusesCapture };
    const to = capturesTwice === undefined ? 'captured' : 'captured-twice';
    const answer = await this.#move(booked, 'authorized', to);
    if (timesOut === 'capture') throw new ProviderTimeout('capture', reference);
    return answer;
  }

  async void(reference: string): Promise<ProviderAnswer> {
    return await this.#move(await this.#books.find(reference), 'authorized', 'voided');
  }

  async refund(reference: string): Promise<ProviderAnswer> {
    const booked = await this.#books.find(reference);
    // It gives back what it took, however often that was.
    const from = booked?.state === 'captured-twice' ? 'captured-twice' : 'captured';
    return await this.#move(booked, from, 'refunded');
  }

  async find(reference: string): Promise<ProviderPayment | undefined> {
    const booked = await this.#books.find(reference);
    return booked === undefined ? undefined : paymentIn(booked);
  }

  async statement(page: {
    readonly after: string;
    readonly most: number;
  }): Promise<readonly ProviderPayment[]> {
    const booked = await this.#books.page(page);
    return booked.flatMap((each) => paymentIn(each) ?? []);
  }

  async #move(
    payment: BookedPayment | undefined,
    from: BookedState,
    to: BookedState,
  ): Promise<ProviderAnswer> {
    const after = payment === undefined ? undefined : await this.#books.move({ payment, from, to });
    return after?.state === to ? done : { outcome: 'refused', reason: `is-${after?.state ?? 'unknown'}` };
  }
}

/** What never arrived is on nobody's books. */
function paymentIn(booked: BookedPayment): ProviderPayment | undefined {
  const { reference, state, money } = booked;
  if (state === 'lost') return undefined;
  return {
    reference,
    state: state === 'captured-twice' ? 'captured' : state,
    reason: state === 'declined' ? reasonOf(booked) : undefined,
    currency: money.currency,
    held: state === 'authorized' ? money.amount : 0,
    taken: state === 'captured' ? money.amount : state === 'captured-twice' ? 2 * money.amount : 0,
  };
}

function reasonOf({ token }: BookedPayment): string {
  return behaviourOf(token).declines ?? 'declined';
}
