import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { StageDefinition } from '../../platform/stages.ts';

export interface CacheNodesProps {
  readonly stage: StageDefinition;
  /** The name of the replication group; its nodes are numbered. */
  readonly group: string;
}

export interface NodeMetric {
  readonly name: string;
  readonly statistic: string;
  readonly minutes: number;
  readonly label: string;
  /** What is made of the metric of one node: `FILL(node001, 0)`. */
  readonly each: (node: string) => string;
}

/** The highest of what the nodes of a cache report. Any of them may be the primary after a failover, so all are looked at. */
export function mostOfNodes(
  { stage, group }: CacheNodesProps,
  { name, statistic, minutes, label, each }: NodeMetric,
): cloudwatch.MathExpression {
  const nodes = Array.from({ length: stage.cache.replicas + 1 }, (_, index) => `00${index + 1}`);
  const period = Duration.minutes(minutes);
  return new cloudwatch.MathExpression({
    expression: `MAX([${nodes.map((node) => each(`node${node}`)).join(', ')}])`,
    label,
    period,
    usingMetrics: Object.fromEntries(
      nodes.map((node) => [
        `node${node}`,
        new cloudwatch.Metric({
          namespace: 'AWS/ElastiCache',
          metricName: name,
          statistic,
          period,
          dimensionsMap: { CacheClusterId: `${group}-${node}` },
        }),
      ]),
    ),
  });
}
