import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';

export interface CacheAlarmsProps {
  readonly stage: StageDefinition;
  /** The name of the replication group; its nodes are numbered. */
  readonly group: string;
}

/** Tell that the cache is too small, first while there is time, then when it has begun to drop what it should keep. */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, group }: CacheAlarmsProps) {
    super(scope, id);
    const nodes = Array.from({ length: stage.cache.replicas + 1 }, (_, index) => `00${index + 1}`);
    /** Any node may be the primary after a failover, so all are looked at. */
    const ofNodes = (metricName: string, statistic: string): Record<string, cloudwatch.IMetric> =>
      Object.fromEntries(
        nodes.map((node) => [
          `node${node}`,
          new cloudwatch.Metric({
            namespace: 'AWS/ElastiCache',
            metricName,
            statistic,
            period: Duration.minutes(5),
            dimensionsMap: { CacheClusterId: `${group}-${node}` },
          }),
        ]),
      );
    const most = (metrics: Record<string, cloudwatch.IMetric>, label: string): cloudwatch.MathExpression =>
      new cloudwatch.MathExpression({
        expression: `MAX([${Object.keys(metrics)
          .map((name) => `FILL(${name}, 0)`)
          .join(', ')}])`,
        label,
        period: Duration.minutes(5),
        usingMetrics: metrics,
      });
    const common = {
      stage,
      about: 'cache',
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    };
    const grow = `take a larger cache.nodeType for ${stage.name} in platform/stages.ts, which replaces nodes one after the other`;
    new StageAlarm(this, 'Memory', {
      ...common,
      symptom: 'memory',
      severity: 'ticket',
      says: `The cache of ${stage.name} has been over 80 % full for a quarter of an hour. It usually follows more carts or a longer product cache: look at which service's keys grew, then ${grow}.`,
      metric: most(ofNodes('DatabaseMemoryUsagePercentage', 'Minimum'), 'Percent of memory in use'),
      threshold: 80,
      evaluationPeriods: 3,
    });
    new StageAlarm(this, 'Evictions', {
      ...common,
      symptom: 'evictions',
      // What it drops next are carts, which are nowhere else.
      severity: 'page',
      says: `The cache of ${stage.name} is full and drops keys before their time: copies first, then carts. It usually follows the alarm on its memory: ${grow}.`,
      metric: most(ofNodes('Evictions', 'Sum'), 'Keys dropped in five minutes'),
      threshold: 1,
      evaluationPeriods: 2,
    });
  }
}
