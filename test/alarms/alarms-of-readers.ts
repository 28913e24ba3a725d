import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { DatabaseAlarms } from '../../lib/data/database-alarms.ts';
import { prod } from '../../platform/stages.ts';
import type { SynthesizedAlarm } from './synthesized-alarms.ts';

/** The alarms on copies that answer reads, which no stage has: what prod would have with one. */
export function alarmsOfReaders(): readonly SynthesizedAlarm[] {
  const { database: settings } = prod.alarms;
  if ('none' in settings) throw new Error('prod has no alarms on its database');
  const stack = new Stack(new App(), 'data');
  new DatabaseAlarms(stack, 'Alarms', {
    stage: prod,
    settings,
    logKey: new kms.Key(stack, 'Key'),
    identifier: 'shoal-prod',
    readers: ['shoal-prod-reader-1'],
  });
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.values(alarms)
    .map((alarm) => ({ ...alarm.Properties, AlarmActions: [] }))
    .filter(({ AlarmName }) => AlarmName.includes('replica-lag'))
    .map((properties) => ({
      name: properties.AlarmName,
      stage: prod.name,
      symptom: 'replica-lag',
      resource: { type: 'AWS::CloudWatch::Alarm', properties },
    }));
}
