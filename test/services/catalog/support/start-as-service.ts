import { asService, type StartedService } from '../../../support/started-service.ts';
import { idOf, productOf } from './a-product.ts';
import { startCatalog } from './started-catalog.ts';

export async function startAsService(): Promise<StartedService> {
  const started = await startCatalog();
  for (const number of [1, 2, 3]) await started.products.create(productOf(number));
  await started.stock.count(idOf(1), 1_000_000);
  return asService(started, { values: { id: [idOf(1), idOf(2), 'coffee'] } });
}
