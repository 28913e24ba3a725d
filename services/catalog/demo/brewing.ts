import { type DemoProduct, shopPrice, someStock } from './demo-product.ts';

/** Code, name, what it does, price of the smallest. */
const tools = [
  ['MOK', 'Moka pot', 'Polished aluminium for the stove; strong coffee in five minutes', 2990],
  ['AER', 'Travel press', 'Pushes air through the grounds and fits into a coat pocket', 3490],
  ['CHX', 'Glass carafe', 'Brews and serves in one piece of glass, with a leather collar', 4290],
  ['COL', 'Cold brewer', 'Drips overnight in the fridge and keeps for a week', 2790],
  ['INF', 'Tea infuser', 'A basket so fine that nothing gets through but the tea', 1290],
  ['TIN', 'Storage tin', 'Closes airtight, with a window for the label', 1490],
  ['CEZ', 'Cezve', 'Hammered copper, tinned inside, with a wooden handle', 3290],
] as const;

/** What a tool comes in: how many it is enough for, and what that costs of the smallest. */
const sizes = [
  { code: 'S', name: 'for one', text: 'For a cup alone', times: 1 },
  { code: 'M', name: 'for two', text: 'For two cups', times: 1.25 },
  { code: 'L', name: 'for four', text: 'For a table of four', times: 1.6 },
  { code: 'XL', name: 'for eight', text: 'For when the whole office is thirsty', times: 2.2 },
] as const;

export const brewing: readonly DemoProduct[] = tools.flatMap(([code, name, what, price]) =>
  sizes.map((size): DemoProduct => {
    const sku = `BRW-${code}-${size.code}`;
    return {
      sku,
      category: 'brewing',
      name: `${name} ${size.name}`,
      description: `${what}. ${size.text}.`,
      price: shopPrice(price * size.times),
      onHand: someStock(sku),
    };
  }),
);
