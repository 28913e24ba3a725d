import { type DemoProduct, shopPrice, someStock } from './demo-product.ts';

/** Code, name, what it is, millilitres, price. */
const shapes = [
  ['ESP', 'espresso cup', 'Thick-walled stoneware that keeps a short coffee hot', 80, 990],
  ['COR', 'cortado cup', 'Stoneware with a rim thin enough to forget', 150, 1190],
  ['CAP', 'cappuccino cup', 'A wide bowl of a cup, with room for the foam', 190, 1390],
  ['MUG', 'mug', 'Stoneware that survives the dishwasher and the desk', 350, 1490],
  ['YUN', 'tea beaker', 'Without a handle, for both hands on a cold morning', 220, 1290],
  ['PIT', 'milk pitcher', 'Pours in a clean line and never drips', 400, 1990],
] as const;

/** Code, name, how it looks. */
const glazes = [
  ['HER', 'Herring', 'a shoal of silver herring round the rim'],
  ['FOG', 'Fog', 'a matt grey like the harbour before sunrise'],
  ['KEL', 'Kelp', 'a deep green that runs into brown at the foot'],
  ['SAL', 'Salt', 'a white crackle as of dried sea water'],
  ['BUO', 'Buoy', 'a red band on raw clay'],
  ['INK', 'Ink', 'a blue so dark that it is black by lamplight'],
] as const;

export const cups: readonly DemoProduct[] = glazes.flatMap(([glaze, glazeName, look]) =>
  shapes.map(([shape, shapeName, what, millilitres, price]): DemoProduct => {
    const sku = `CUP-${shape}-${glaze}`;
    return {
      sku,
      category: 'cups',
      name: `${glazeName} ${shapeName}`,
      description: `${what}, ${millilitres} ml. Glazed by hand: ${look}.`,
      price: shopPrice(price),
      onHand: someStock(sku),
    };
  }),
);
