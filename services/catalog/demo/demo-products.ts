import type { Category } from '../product.ts';
import { brewing } from './brewing.ts';
import { coffees } from './coffees.ts';
import { cups } from './cups.ts';
import type { DemoProduct } from './demo-product.ts';
import { firstProducts } from './first-products.ts';
import { pantry } from './pantry.ts';
import { teas } from './teas.ts';

export const demoCategories: readonly Category[] = [
  { id: 'coffee', name: 'Coffee' },
  { id: 'tea', name: 'Tea' },
  { id: 'brewing', name: 'Brewing' },
  { id: 'cups', name: 'Cups and glasses' },
  { id: 'pantry', name: 'Pantry' },
];

/** Two hundred. New ones go to the end: the place of a product here is part of its id. */
export const demoProducts: readonly DemoProduct[] = [
  ...firstProducts,
  ...coffees,
  ...teas,
  ...brewing,
  ...cups,
  ...pantry,
];
