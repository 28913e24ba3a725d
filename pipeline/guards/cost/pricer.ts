import type { Charge } from './charge.ts';
import type { Estate } from './estate.ts';
import type { Prices } from './prices/prices.ts';
import type { Resource } from './stack.ts';

export interface Priced {
  readonly resource: Resource;
  readonly estate: Estate;
  readonly prices: Prices;
}

/** What a resource of one type costs, by its properties and by those around it. */
export type Pricer = (priced: Priced) => readonly Charge[];

export type Pricers = Readonly<Record<string, Pricer>>;
