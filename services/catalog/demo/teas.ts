import { type DemoProduct, shopPrice, someStock } from './demo-product.ts';

/** Code, name, what it is, what it tastes of, degrees, minutes, price of 100 g. */
const leaves = [
  ['GYO', 'Gyokuro', 'Shaded green tea from Yame', 'sweet grass and chestnut', 60, 2, 2890],
  ['BAN', 'Bancha', 'Late-summer green tea from Shizuoka', 'straw and toasted grain', 80, 2, 890],
  ['GEN', 'Genmaicha', 'Green tea with puffed rice', 'popcorn and hay', 80, 2, 990],
  [
    'HOJ',
    'Hojicha',
    'Green tea roasted over charcoal',
    'caramel and hazelnut, hardly any caffeine',
    90,
    2,
    1050,
  ],
  ['LON', 'Longjing', 'Pan-fired green tea from Hangzhou', 'roasted chestnut and sweet pea', 80, 3, 1890],
  ['GUN', 'Gunpowder', 'Green tea rolled into pearls', 'a little smoke, made for mint', 80, 3, 750],
  [
    'JAS',
    'Jasmine pearls',
    'Green tea scented with jasmine for five nights',
    'flowers and honey',
    80,
    3,
    1690,
  ],
  [
    'BAI',
    'White peony',
    'White tea of buds and young leaves from Fuding',
    'melon and meadow flowers',
    80,
    5,
    1590,
  ],
  ['SIL', 'Silver needle', 'White tea of nothing but buds', 'cucumber and honeydew', 75, 6, 2890],
  ['TIE', 'Tie Guan Yin', 'Lightly oxidised oolong from Anxi', 'lilac and fresh cream', 90, 3, 1690],
  ['DON', 'Dong Ding', 'Roasted oolong from Taiwan', 'nutmeg and baked apple', 95, 3, 1790],
  ['ORI', 'Oriental beauty', 'Oolong that leafhoppers have bitten', 'muscat and wild honey', 90, 3, 2490],
  ['KEE', 'Keemun', 'Black tea from Anhui', 'cocoa, orchid and a trace of smoke', 95, 3, 1190],
  ['LAP', 'Lapsang Souchong', 'Black tea dried over pine fires', 'campfire and dried longan', 95, 3, 1090],
  ['YUN', 'Golden Yunnan', 'Black tea with golden tips', 'sweet potato and pepper', 95, 4, 1390],
  ['CEY', 'Ceylon Uva', 'Black tea from the highlands of Sri Lanka', 'menthol and ripe citrus', 95, 3, 950],
  [
    'EAR',
    'Earl Grey',
    'Black tea with oil of bergamot from Calabria',
    'citrus peel and cornflower',
    95,
    3,
    990,
  ],
  ['PUE', 'Pu-erh', 'Ripe dark tea from Menghai, aged for six years', 'wet wood and dark bread', 98, 4, 1490],
  ['CAM', 'Camomile', 'Whole flowers from the Danube plain', 'apple and hay, no caffeine', 98, 6, 690],
  ['VER', 'Lemon verbena', 'Whole leaves from Roussillon', 'lemon balm and spring, no caffeine', 95, 6, 790],
] as const;

const packets = [
  { suffix: '100', name: '', text: '100 g', times: 1 },
  { suffix: '250', name: ', refill', text: '250 g to fill up the tin at home', times: 2.2 },
] as const;

export const teas: readonly DemoProduct[] = leaves.flatMap(
  ([code, name, what, taste, degrees, minutes, price]) =>
    packets.map((packet): DemoProduct => {
      const sku = `TEA-${code}-${packet.suffix}`;
      return {
        sku,
        category: 'tea',
        name: `${name}${packet.name}`,
        description: `${what}: ${taste}. ${minutes} minutes at ${degrees} degrees, ${packet.text}.`,
        price: shopPrice(price * packet.times),
        onHand: someStock(sku),
      };
    }),
);
