import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { EventAlarm } from '../baseline/event-alarm.ts';
import { EventLog } from '../baseline/event-log.ts';
import { OutageAlarm } from '../observability/alarms/outage-alarm.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';

export interface DatabaseOutageProps {
  readonly stage: StageDefinition;
  readonly logKey: kms.IKey;
  /** What RDS calls the server. */
  readonly identifier: string;
}

/**
 * Tells that the database is out, and silences meanwhile what services tell because of it. A failover ends by itself
 * within two minutes and is a ticket; a server that stays away wakes somebody by an alarm of its own.
 */
export class DatabaseOutage extends Construct {
  constructor(scope: Construct, id: string, { stage, logKey, identifier }: DatabaseOutageProps) {
    super(scope, id);
    const about = 'database';
    const silent = new StageAlarm(this, 'Silent', {
      stage,
      about,
      symptom: 'silent',
      severity: 'page',
      says: `RDS has measured nothing of the database for five minutes: it is stopped, restarting or lost. It usually follows an operation by hand, a failover that did not end, or storage that is full: look at its state and its events.`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/RDS',
        metricName: 'CPUUtilization',
        statistic: 'SampleCount',
        period: Duration.minutes(1),
        dimensionsMap: { DBInstanceIdentifier: identifier },
      }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 5,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    const failover = new EventAlarm(this, 'Failover', {
      stage,
      about,
      symptom: 'failover',
      severity: 'ticket',
      // Soon over, since it silences.
      when: { times: 1, within: Duration.minutes(2) },
      pattern: {
        source: ['aws.rds'],
        detailType: ['RDS DB Instance Event'],
        detail: {
          SourceIdentifier: [identifier],
          EventCategories: ['availability', 'failover', 'failure', 'recovery'],
        },
      },
      log: new EventLog(this, 'Events', { stage, key: logKey, about: 'database' }),
      says: 'The database failed over, restarted or was recovered: services lost their connections and made new ones. It usually follows maintenance in its window, another class, or the loss of a zone, and ends by itself within two minutes. Until then, and for ten minutes more, the alarms of services that rest on it are held back.',
    });
    const outage = new OutageAlarm(this, 'Outage', {
      stage,
      foundation: about,
      causes: ['silent', 'failover'],
      says: 'The database is out, or was a moment ago: what services that rest on it tell meanwhile is held back. It usually follows a failover or a stop: look at database/silent and database/failover, of which at least one is on.',
    });
    outage.node.addDependency(silent, failover);
  }
}
