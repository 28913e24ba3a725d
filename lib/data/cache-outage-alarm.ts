import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { foundationsWatchedIn } from '../observability/alarms/outage.ts';
import { OutageAlarm } from '../observability/alarms/outage-alarm.ts';
import { PartAlarm } from '../observability/alarms/part-alarm.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';
import { type CacheNodesProps, mostOfNodes } from './cache-nodes.ts';

/**
 * Tells that the cache is out: that none of its nodes says that it is the primary, which one alone can be written to. A
 * primary that goes is replaced by a replica, where there is one, and is a ticket; a cache that stays away wakes
 * somebody.
 */
export class CacheOutage extends Construct {
  constructor(scope: Construct, id: string, props: CacheNodesProps) {
    super(scope, id);
    const { stage } = props;
    const about = 'cache';
    const primaries = (label: string, each: (node: string) => string): cloudwatch.MathExpression =>
      mostOfNodes(props, { name: 'IsMaster', statistic: 'Maximum', minutes: 1, label, each });
    const absent = {
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    };
    new StageAlarm(this, 'Silent', {
      ...absent,
      stage,
      about,
      symptom: 'silent',
      severity: 'page',
      says: `No node of the cache of ${stage.name} has said for five minutes that it is the primary: it is lost, being replaced, or cannot be written to, and carts are nowhere else. It usually follows the loss of a node without a replica, a failover that did not end, or maintenance: look at its state and its events.`,
      metric: primaries('Whether a node is the primary', (node) => node),
      evaluationPeriods: 5,
    });
    if (!foundationsWatchedIn(stage).includes(about)) return;
    new PartAlarm(this, 'Absent', {
      ...absent,
      stage,
      about,
      symptom: 'outage-3m',
      says: `for three minutes no node of the cache of ${stage.name} has said that it is the primary.`,
      // Soon, since services wait for it: so what has not arrived for three minutes counts as no.
      metric: primaries('Whether a node is the primary', (node) => `FILL(${node}, 0)`),
      evaluationPeriods: 3,
    });
    const standby = stage.cache.replicas > 0;
    if (standby) {
      new StageAlarm(this, 'Failover', {
        stage,
        about,
        symptom: 'failover',
        severity: 'ticket',
        says: 'A replica of the cache has become its primary: services lost their connections and made new ones, and carts what was written to them in the last moments. It usually follows maintenance in its window, another node type, or the loss of a node or a zone, and is over when it is told. Shortly before and for ten minutes after, the alarms of services that rest on the cache are held back.',
        // From no to yes. A node that comes back as a replica, or says its first word, changes nothing.
        metric: primaries('Whether a node has become the primary', (node) => `DIFF(${node})`),
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 3,
        // Long enough for services to see that it explains what they tell.
        datapointsToAlarm: 1,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
    }
    const outage = new OutageAlarm(this, 'Outage', {
      stage,
      foundation: about,
      causes: ['silent', ...(standby ? ['failover'] : []), 'outage-3m'],
      says: `The cache is out, or was a moment ago: what services that rest on it tell meanwhile is held back. It usually follows a failover or the loss of a node: look at cache/silent${standby ? ' and cache/failover' : ''}.`,
    });
    outage.node.addDependency(...this.node.children.filter((child) => child !== outage));
  }
}
