import { InMemoryProductStore } from './support/in-memory-product-store.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';
import { describeProductStore } from './support/product-store.contract.ts';
import { describeStockStore } from './support/stock-store.contract.ts';

describeProductStore(
  'the product store of fast tests',
  async () => new InMemoryProductStore(new InMemoryStockStore()),
);
describeStockStore('the stock store of fast tests', async () => {
  const stock = new InMemoryStockStore();
  return { stock, products: new InMemoryProductStore(stock) };
});
