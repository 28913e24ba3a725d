import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { verifyContract } from '../../../support/contracts/verify-contract.ts';
import { type StartedRecommendations, startRecommendations } from '../support/started-recommendations.ts';

let recommendations: StartedRecommendations;
beforeAll(async () => {
  recommendations = await startRecommendations();
});
afterAll(() => recommendations.close());

describe('recommendations', () => {
  it.each(consumersOf('recommendations'))('keep their contract with %s', (consumer) =>
    verifyContract({ provider: 'recommendations', consumer, url: recommendations.url }),
  );
});
