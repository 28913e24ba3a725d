/** What was sold, by day. It follows confirmed reservations a sweep behind, so that selling itself pays nothing for it. */
export interface SalesStore {
  /** Adds confirmed reservations to the day's sales, `most` at once and each once; says how many. */
  tally(now: Date, most: number): Promise<number>;
  /** Deletes reservations that ended before `before` and count for nothing any more; says how many. */
  forgetReservations(before: Date, most: number): Promise<number>;
  /** The products that sold most since that day, the most sold first. */
  bestSellers(since: Date, most: number): Promise<readonly BestSeller[]>;
  /** What was sold elsewhere or before. */
  add(sales: readonly Sale[]): Promise<void>;
}

export interface BestSeller {
  readonly productId: string;
  readonly name: string;
  readonly sold: number;
}

export interface Sale {
  readonly productId: string;
  readonly day: Date;
  readonly quantity: number;
}
