import { asService, type StartedService } from '../../../support/started-service.ts';
import { startCarts } from './started-carts.ts';

export async function startAsService(): Promise<StartedService> {
  return asService(await startCarts());
}
