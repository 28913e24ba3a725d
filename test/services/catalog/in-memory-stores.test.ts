import { InMemoryProductStore } from './support/in-memory-product-store.ts';
import { InMemorySalesStore } from './support/in-memory-sales-store.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';
import { describeProductStore } from './support/product-store.contract.ts';
import { describeSalesStore } from './support/sales-store.contract.ts';
import { describeStockStore } from './support/stock-store.contract.ts';

describeProductStore(
  'the product store of fast tests',
  async () => new InMemoryProductStore(new InMemoryStockStore()),
);
describeStockStore('the stock store of fast tests', async () => {
  const stock = new InMemoryStockStore();
  return { stock, products: new InMemoryProductStore(stock) };
});
describeSalesStore('the sales store of the tests', async () => {
  const stock = new InMemoryStockStore();
  const products = new InMemoryProductStore(stock);
  return { stock, products, sales: new InMemorySalesStore(products, stock) };
});
