import type { Pricers } from './pricer.ts';
import { archivePricers } from './pricers/archive.ts';
import { baselinePricers } from './pricers/baseline.ts';
import { buildPricers } from './pricers/builds.ts';
import { dataPricers } from './pricers/data.ts';
import { networkPricers } from './pricers/network.ts';
import { observationPricers } from './pricers/observation.ts';
import { protectionPricers } from './pricers/protection.ts';
import { registryPricers } from './pricers/registry.ts';
import { resiliencePricers } from './pricers/resilience.ts';
import { settingsPricers } from './pricers/settings.ts';
import { taskPricers } from './pricers/tasks.ts';

/** Every type that costs something by being there, or by what it does for each request. */
export const pricers: Pricers = {
  ...taskPricers,
  ...networkPricers,
  ...dataPricers,
  ...protectionPricers,
  ...observationPricers,
  ...archivePricers,
  ...registryPricers,
  ...settingsPricers,
  ...resiliencePricers,
  ...baselinePricers,
  ...buildPricers,
};
