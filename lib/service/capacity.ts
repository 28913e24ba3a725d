import type { StageDefinition } from '../../platform/stages.ts';

export interface Capacity {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base: number;
}

const capacities: Readonly<Record<StageDefinition['capacity'], readonly Capacity[]>> = {
  'on-demand': [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
  spot: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }],
};

/** Where a stage's tasks run from the first release on. */
export function capacityOf({ capacity }: StageDefinition): readonly Capacity[] {
  return capacities[capacity];
}
