import { asService, type StartedService } from '../../../support/started-service.ts';
import { startPayments } from './started-payments.ts';

export async function startAsService(): Promise<StartedService> {
  return asService(await startPayments());
}
