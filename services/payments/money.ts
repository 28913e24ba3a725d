/** In whole numbers of the currency's smallest unit. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}
