import { type DemoProduct, shopPrice, someStock } from './demo-product.ts';

/** Code, name, what it is, what one is, price of one. */
const goods = [
  ['CAN', 'Cane sugar cubes', 'Raw sugar from Réunion in rough cubes', '500 g', 390],
  ['HON', 'Heather honey', 'Set honey from the Lüneburg heath, tart and dark', '250 g', 890],
  ['MAP', 'Maple syrup', 'Dark syrup from Québec, for oat milk and pancakes', '250 ml', 1190],
  ['HAZ', 'Hazelnut syrup', 'Roasted Piedmont hazelnuts and cane sugar', '250 ml', 890],
  ['GIN', 'Ginger syrup', 'Pressed ginger and lemon, for iced tea', '250 ml', 890],
  ['CHO', 'Drinking chocolate', 'Flakes of dark chocolate from Ghana, 70 per cent cocoa', '250 g', 990],
  ['CAN2', 'Cantuccini', 'Almond biscuits, baked twice and made to be dipped', '200 g', 590],
  ['SHO', 'Shortbread', 'Butter biscuits from Speyside with a pinch of sea salt', '180 g', 650],
  ['SPE', 'Spiced biscuits', 'Thin caramel biscuits with cinnamon, one for each cup', '50 pieces', 790],
  ['DAT', 'Stuffed dates', 'Medjool dates with almond and orange peel', '200 g', 990],
  ['ALM', 'Almond drink for baristas', 'Unsweetened, froths fine and does not split', 'one litre', 350],
  ['DES', 'Descaler', 'Citric acid from fermented sugar, for kettles and machines', '500 g', 690],
] as const;

const amounts = [
  { code: '1', name: '', text: '', times: 1 },
  { code: '6', name: ', six of them', text: ' Six in a box, one of them for nothing.', times: 5 },
] as const;

export const pantry: readonly DemoProduct[] = goods.flatMap(([code, name, what, one, price]) =>
  amounts.map((amount): DemoProduct => {
    const sku = `PAN-${code}-${amount.code}`;
    return {
      sku,
      category: 'pantry',
      name: `${name}${amount.name}`,
      description: `${what}, ${one}.${amount.text}`,
      price: shopPrice(price * amount.times),
      onHand: someStock(sku),
    };
  }),
);
