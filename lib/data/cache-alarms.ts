import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';
import { type CacheNodesProps, mostOfNodes } from './cache-nodes.ts';
import { CacheOutage } from './cache-outage-alarm.ts';

/**
 * Tell that the cache is too small, first while there is time, then when it has begun to drop what it should keep, and
 * that it is out, which explains what services tell.
 */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, props: CacheNodesProps) {
    super(scope, id);
    const { stage } = props;
    const common = {
      stage,
      about: 'cache',
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // That it says nothing is told by an alarm of its own.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    };
    const filled = { minutes: 5, each: (node: string) => `FILL(${node}, 0)` };
    const grow = `take a larger cache.nodeType for ${stage.name} in platform/stages.ts, which replaces nodes one after the other`;
    new StageAlarm(this, 'Memory', {
      ...common,
      symptom: 'memory',
      severity: 'ticket',
      says: `The cache of ${stage.name} has been over 80 % full for a quarter of an hour. It usually follows more carts or a longer product cache: look at which service's keys grew, then ${grow}.`,
      metric: mostOfNodes(props, {
        ...filled,
        name: 'DatabaseMemoryUsagePercentage',
        statistic: 'Minimum',
        label: 'Percent of memory in use',
      }),
      threshold: 80,
      evaluationPeriods: 3,
    });
    new StageAlarm(this, 'Evictions', {
      ...common,
      symptom: 'evictions',
      // What it drops next are carts, which are nowhere else.
      severity: 'page',
      says: `The cache of ${stage.name} is full and drops keys before their time: copies first, then carts. It usually follows the alarm on its memory: ${grow}.`,
      metric: mostOfNodes(props, {
        ...filled,
        name: 'Evictions',
        statistic: 'Sum',
        label: 'Keys dropped in five minutes',
      }),
      threshold: 1,
      evaluationPeriods: 2,
    });
    new CacheOutage(this, 'Outage', props);
  }
}
