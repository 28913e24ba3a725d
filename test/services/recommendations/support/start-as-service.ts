import { asService, type StartedService } from '../../../support/started-service.ts';
import { startRecommendations } from './started-recommendations.ts';

export async function startAsService(): Promise<StartedService> {
  return asService(await startRecommendations());
}
