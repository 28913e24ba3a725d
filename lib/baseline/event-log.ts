import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';

export interface EventLogProps {
  readonly stage: StageDefinition;
  readonly key: kms.IKey;
  /** For `/shoal/<stage>/events/<about>` */
  readonly about: string;
}

export function eventLogName({ name }: StageDefinition, about: string): string {
  return `/shoal/${name}/events/${about}`;
}

/** Keeps what AWS services say of themselves on the event bus, so that an alarm about it has a place to look at. */
export class EventLog extends Construct {
  readonly group: logs.LogGroup;
  readonly name: string;

  constructor(scope: Construct, id: string, { stage, key, about }: EventLogProps) {
    super(scope, id);
    this.name = eventLogName(stage, about);
    this.group = new StageLogGroup(this, 'Log', { stage, key, name: `events/${about}` });
  }
}

/** Lets the bus write to all of them: an account has room for ten such policies in a region, whatever they are about. */
export function letEventsBeWritten(scope: Construct, stage: StageDefinition): void {
  new logs.ResourcePolicy(scope, 'EventLogs', {
    resourcePolicyName: `shoal-${stage.name}-events`,
    policyStatements: [
      new iam.PolicyStatement({
        principals: [
          new iam.ServicePrincipal('events.amazonaws.com'),
          new iam.ServicePrincipal('delivery.logs.amazonaws.com'),
        ],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [
          Stack.of(scope).formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: `${eventLogName(stage, '*')}`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    ],
  });
}
