import type { StageDefinition } from './stages.ts';

/**
 * Where the registry is: beside the first stage, the one that every release meets first. Whoever pushes an image and
 * whoever pulls it asks here, with all stages, so that a selection of stages changes nothing.
 */
export function registryRegionOf([first]: readonly StageDefinition[]): string {
  if (first === undefined) throw new Error('there is no stage, name one in platform/stages.ts');
  return first.region;
}

/** The other regions that have stages: each gets a copy of every image. */
export function copyRegionsOf(stages: readonly StageDefinition[]): readonly string[] {
  const home = registryRegionOf(stages);
  return [...new Set(stages.map(({ region }) => region))].filter((region) => region !== home);
}
