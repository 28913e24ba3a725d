import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageDefinition } from '../../../platform/stages.ts';
import { metric } from './metrics.ts';

export interface OwnMetric {
  readonly name: string;
  readonly statistic: string;
  readonly label: string;
  /** The service that was called, where it is about that. */
  readonly upstream?: string;
}

/** Where services tell of themselves. */
export function ownNamespace({ name }: StageDefinition): string {
  return `Shoal/${name}`;
}

/** What a service measures of itself. It says so in a line of its log, and there are such metrics in some stages only. */
export function ownMetric(stage: StageDefinition, service: string, own: OwnMetric): IMetric {
  const { name, statistic, label, upstream } = own;
  return metric({
    namespace: ownNamespace(stage),
    name,
    statistic,
    dimensions: { service, ...(upstream === undefined ? {} : { upstream }) },
    label,
  });
}

export function recordsOwnMetrics({ telemetry }: StageDefinition): boolean {
  return telemetry.serviceMetrics === 'recorded';
}
