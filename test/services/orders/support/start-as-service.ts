import { asService, type StartedService } from '../../../support/started-service.ts';
import { startOrders } from './started-orders.ts';

export async function startAsService(): Promise<StartedService> {
  return asService(await startOrders());
}
