import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { DatabaseAlarmSettings } from '../../platform/stage/alarms.ts';
import { StageAlarm, type StageAlarmProps } from '../observability/alarms/stage-alarm.ts';
import { DatabaseOutage, type DatabaseOutageProps } from './database-outage-alarm.ts';
import { memoryGiBOf } from './instance-memory.ts';

export interface DatabaseAlarmsProps extends DatabaseOutageProps {
  readonly settings: DatabaseAlarmSettings;
  /** What it calls the copies that answer reads. */
  readonly readers: readonly string[];
}

const gib = 2 ** 30;
/** RDS gives a server of MySQL one connection for each so many bytes of its memory. */
const bytesOfConnection = 12_582_880;

type Alarm = Omit<StageAlarmProps, 'stage' | 'about' | 'treatMissingData'>;

/** Tell what the database runs short of, while there is time, and that it is out, which explains what services tell. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const { stage, settings, identifier, readers } = props;
    const metric = (metricName: string, statistic: string, of = identifier): cloudwatch.Metric =>
      new cloudwatch.Metric({
        namespace: 'AWS/RDS',
        metricName,
        statistic,
        period: Duration.minutes(5),
        dimensionsMap: { DBInstanceIdentifier: of },
      });
    const alarm = (alarmId: string, watched: Alarm): void => {
      new StageAlarm(this, alarmId, {
        ...watched,
        stage,
        about: 'database',
        // That it says nothing is told by an alarm of its own.
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
    };
    const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: atLeast, LESS_THAN_OR_EQUAL_TO_THRESHOLD: atMost } =
      cloudwatch.ComparisonOperator;
    const bytes = memoryGiBOf(stage.database.instanceClass) * gib;
    const larger = `a larger database.instanceClass for ${stage.name} in platform/stages.ts`;
    const quarterOfAnHour = 3;
    alarm('Cpu', {
      symptom: 'cpu',
      severity: 'ticket',
      says: `The processors of the database have been over ${settings.cpuPercent} % busy for a quarter of an hour. It usually follows a release with a statement that reads too much, or more customers: look at the slow queries, then take ${larger}.`,
      metric: metric('CPUUtilization', 'Average'),
      threshold: settings.cpuPercent,
      comparisonOperator: atLeast,
      evaluationPeriods: quarterOfAnHour,
    });
    const connections = Math.floor(((bytes / bytesOfConnection) * settings.connectionsPercent) / 100);
    alarm('Connections', {
      symptom: 'connections',
      severity: 'ticket',
      says: `The database has had ${connections} connections or more for a quarter of an hour, ${settings.connectionsPercent} % of what a ${stage.database.instanceClass} allows; beyond all of them it refuses services. It usually follows many more tasks, each with a pool of its own, or a release that keeps connections: look at how many tasks there are, then lower tasks.max or take ${larger}.`,
      metric: metric('DatabaseConnections', 'Maximum'),
      threshold: connections,
      comparisonOperator: atLeast,
      evaluationPeriods: quarterOfAnHour,
    });
    alarm('Memory', {
      symptom: 'memory',
      severity: 'ticket',
      says: `The database has had less than ${settings.freeMemoryPercent} % of its memory left for a quarter of an hour, and will swap. It usually follows more connections or larger sorts: look at the connections and the slow queries, then take ${larger}.`,
      metric: metric('FreeableMemory', 'Minimum'),
      threshold: Math.round((bytes * settings.freeMemoryPercent) / 100),
      comparisonOperator: atMost,
      evaluationPeriods: quarterOfAnHour,
    });
    alarm('Storage', {
      symptom: 'storage',
      // A server without storage stops.
      severity: 'page',
      says: `The storage of the database is nearly full, and RDS, which should have made it larger when a tenth of it was left, has not. It usually follows database.maxStorageGiB being reached, a second growth within six hours, or a long transaction: look at its events, then raise database.maxStorageGiB for ${stage.name} in platform/stages.ts.`,
      metric: metric('FreeStorageSpace', 'Minimum'),
      threshold: Math.round((stage.database.storageGiB * gib * settings.freeStoragePercent) / 100),
      comparisonOperator: atMost,
      evaluationPeriods: quarterOfAnHour,
    });
    for (const [index, reader] of readers.entries()) {
      alarm(`Reader${index + 1}Lag`, {
        symptom: readers.length === 1 ? 'replica-lag' : `replica-lag-${index + 1}`,
        severity: 'ticket',
        says: `${reader} has been more than ${settings.replicaLagSeconds} seconds behind the database for a quarter of an hour, so reports show what is old. It usually follows a long statement on either: look at the slow queries of both.`,
        metric: metric('ReplicaLag', 'Maximum', reader),
        threshold: settings.replicaLagSeconds,
        comparisonOperator: atLeast,
        evaluationPeriods: quarterOfAnHour,
      });
    }
    new DatabaseOutage(this, 'Outage', props);
  }
}
