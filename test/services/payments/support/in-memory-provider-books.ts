import type {
  BookedPayment,
  BookMove,
  ProviderBooks,
} from '../../../../services/payments/simulated/provider-books.ts';

export class InMemoryProviderBooks implements ProviderBooks {
  readonly #payments = new Map<string, BookedPayment>();

  async enter(payment: BookedPayment): Promise<BookedPayment> {
    const before = this.#payments.get(payment.reference);
    if (before !== undefined) return before;
    this.#payments.set(payment.reference, payment);
    return payment;
  }

  async move({ payment: { reference }, from, to }: BookMove): Promise<BookedPayment | undefined> {
    const before = this.#payments.get(reference);
    if (before?.state === from) this.#payments.set(reference, { ...before, state: to });
    return this.#payments.get(reference);
  }

  async find(reference: string): Promise<BookedPayment | undefined> {
    return this.#payments.get(reference);
  }

  async page({ after, most }: { readonly after: string; readonly most: number }) {
    return [...this.#payments.values()]
      .filter(({ reference, state }) => reference > after && state !== 'lost')
      .sort((one, other) => (one.reference < other.reference ? -1 : 1))
      .slice(0, most);
  }
}
