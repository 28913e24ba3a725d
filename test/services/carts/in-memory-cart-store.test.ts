import { describeCartStore } from './support/cart-store.contract.ts';
import { InMemoryCartStore } from './support/in-memory-cart-store.ts';

describeCartStore('the cart store of the tests', () => new InMemoryCartStore());
