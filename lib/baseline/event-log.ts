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

/** Keeps what AWS services say of themselves on the event bus, so that an alarm about it has a place to look at. */
export class EventLog extends Construct {
  readonly group: logs.LogGroup;
  readonly name: string;

  constructor(scope: Construct, id: string, { stage, key, about }: EventLogProps) {
    super(scope, id);
    this.name = `/shoal/${stage.name}/events/${about}`;
    this.group = new StageLogGroup(this, 'Log', { stage, key, name: `events/${about}` });
    new logs.ResourcePolicy(this, 'Policy', {
      resourcePolicyName: `shoal-${stage.name}-events-${about}`,
      policyStatements: [
        new iam.PolicyStatement({
          principals: [
            new iam.ServicePrincipal('events.amazonaws.com'),
            new iam.ServicePrincipal('delivery.logs.amazonaws.com'),
          ],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.group.logGroupArn],
        }),
      ],
    });
  }
}
