import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { TaskAlarmSettings } from '../../platform/stage/alarms.ts';
import { EventAlarm } from '../baseline/event-alarm.ts';
import { eventLogName } from '../baseline/event-log.ts';
import type { ServiceContext } from './service-context.ts';

export interface TaskAlarmsProps {
  readonly context: ServiceContext;
  readonly settings: TaskAlarmSettings;
}

/**
 * Tell that tasks end by themselves, by what ECS says of each that stops. Container Insights counts restarts of
 * containers alone that ECS starts again within their task, and here it starts another task.
 */
export class TaskAlarms extends Construct {
  constructor(scope: Construct, id: string, { context, settings }: TaskAlarmsProps) {
    super(scope, id);
    const { stage, service, names } = context;
    const common = {
      stage,
      about: service,
      severity: 'ticket',
      log: { name: eventLogName(stage, 'tasks') },
    } as const;
    const stopped = (detail: Readonly<Record<string, unknown>>) => ({
      source: ['aws.ecs'],
      detailType: ['ECS Task State Change'],
      detail: {
        clusterArn: [
          Stack.of(this).formatArn({ service: 'ecs', resource: 'cluster', resourceName: names.cluster }),
        ],
        group: [`service:${names.service}`],
        lastStatus: ['STOPPED'],
        ...detail,
      },
    });
    new EventAlarm(this, 'OutOfMemory', {
      ...common,
      symptom: 'out-of-memory',
      when: 'it happens',
      pattern: stopped({ containers: { reason: [{ prefix: 'OutOfMemory' }] } }),
      says: `A task of ${service.name} needed more memory than it has and was killed. It usually follows a release, or requests that are larger than before: npx shoal doctor ${service.name} --stage ${stage.name} shows since when.`,
    });
    new EventAlarm(this, 'Restarts', {
      ...common,
      symptom: 'restarts',
      when: { times: settings.restarts, within: Duration.minutes(15) },
      // What a release, scaling or Spot ends has another code.
      pattern: stopped({ stopCode: ['EssentialContainerExited'] }),
      says: `Tasks of ${service.name} end by themselves, ${settings.restarts} or more in a quarter of an hour, and ECS starts others. It usually follows a release, a setting or secret that is missing, or an error that nothing catches: look at the last lines of the log ${names.logGroup}.`,
    });
  }
}
