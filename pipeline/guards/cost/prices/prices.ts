import { euCentral1 } from './eu-central-1.ts';
import { euWest1 } from './eu-west-1.ts';
import { type Price, type PriceTable, UnknownPriceError } from './price.ts';

/** When the table was last gone through. */
export const pricesRead = '2026-11-21';

/** What AWS counts as a month when it quotes one. */
export const hoursOfMonth = 730;

/** A table for each region that a stage is in; docs/cost.md says how one is made and brought up to date. */
export const priceTables: Readonly<Record<string, PriceTable>> = {
  'eu-central-1': euCentral1,
  'eu-west-1': euWest1,
};

export interface Prices {
  readonly region: string;
  /** `of('fargate.arm64.vcpu')`, in USD. */
  of(name: string): number;
}

export function pricesIn(region: string, tables: Readonly<Record<string, PriceTable>> = priceTables): Prices {
  const table = tables[region];
  if (table === undefined) {
    throw new Error(
      `there are no prices of ${region}, known: ${Object.keys(tables).join(', ')}; ` +
        `add pipeline/guards/cost/prices/${region}.ts, as docs/cost.md says`,
    );
  }
  return {
    region,
    of: (name) => {
      const price: Price | undefined = table[name];
      if (price === undefined) throw new UnknownPriceError(name, region, Object.keys(table));
      return price.usd;
    },
  };
}
