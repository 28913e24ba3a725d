import { asService, type StartedService } from '../../../../support/started-service.ts';
import { startSampleThings } from './started-sample-things.ts';

export async function startAsService(): Promise<StartedService> {
  return asService(await startSampleThings());
}
