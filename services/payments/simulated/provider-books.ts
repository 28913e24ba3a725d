import type { Money } from '../money.ts';

/** What the simulated provider remembers. It outlives our tasks, as a real provider does. */
export interface ProviderBooks {
  /** Adds it, unless one with its reference is there; gives the one that is there afterwards. */
  enter(payment: BookedPayment): Promise<BookedPayment>;
  /** Changes the state of one where it is `from`; gives it as it is afterwards. */
  move(move: BookMove): Promise<BookedPayment | undefined>;
  find(reference: string): Promise<BookedPayment | undefined>;
  /** All that are not lost, by reference. */
  page(page: { readonly after: string; readonly most: number }): Promise<readonly BookedPayment[]>;
}

/** `lost`: a request got as far as the network and no further. `captured-twice`: the provider made a mistake. */
export type BookedState =
  | 'lost'
  | 'authorized'
  | 'declined'
  | 'captured'
  | 'captured-twice'
  | 'voided'
  | 'refunded';

export interface BookedPayment {
  readonly reference: string;
  readonly token: string;
  readonly money: Money;
  readonly state: BookedState;
}

export interface BookMove {
  /** As it was found on the books. */
  readonly payment: BookedPayment;
  readonly from: BookedState;
  readonly to: BookedState;
}
