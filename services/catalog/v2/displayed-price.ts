import type { Money } from '../product.ts';

interface Display {
  readonly format: Intl.NumberFormat;
  /** The smallest units of one whole: 100 cents of a euro, 1 of a yen. */
  readonly units: number;
}

const displays = new Map<string, Display>();
/** Staff may price in any currency; a shop uses few. */
const mostKept = 50;

/** A price as a shopper reads it: `€12.90`. */
export function displayedPrice({ amount, currency }: Money): string {
  const { format, units } = displayOf(currency);
  return format.format(amount / units);
}

function displayOf(currency: string): Display {
  const known = displays.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  const display = { format, units: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
  if (displays.size >= mostKept) displays.clear();
  displays.set(currency, display);
  return display;
}
