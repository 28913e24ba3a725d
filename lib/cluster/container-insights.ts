import { type Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';

const modes = { standard: ContainerInsights.ENABLED, enhanced: ContainerInsights.ENHANCED } as const;

export function containerInsightsOf({ telemetry }: StageDefinition): ContainerInsights {
  const { containerInsights } = telemetry;
  return 'none' in containerInsights ? ContainerInsights.DISABLED : modes[containerInsights.mode];
}

export function acknowledgeNoInsights(cluster: Cluster, { telemetry }: StageDefinition): void {
  const { containerInsights } = telemetry;
  if ('none' in containerInsights)
    acknowledge(
      cluster,
      'ECS4',
      `Container Insights is paid by metric, so each stage chooses, in platform/stages.ts. This one has none: ${containerInsights.none}`,
    );
}
