import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { scheduleNames } from './schedule-names.ts';

export interface ScheduleRoleProps {
  readonly stage: StageDefinition;
  /** What encrypts the place where failures end. */
  readonly key: kms.IKey;
  /** What its schedules do, and nothing else. */
  readonly may: readonly iam.PolicyStatement[];
}

/** As whom some schedules of a stage work: only schedules of its group can be it. */
export class ScheduleRole extends iam.Role {
  constructor(scope: Construct, id: string, { stage, key, may }: ScheduleRoleProps) {
    const stack = Stack.of(scope);
    const names = scheduleNames(stage.name);
    super(scope, id, {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: names.group,
            }),
          },
        },
      }),
    });
    for (const statement of may) this.addToPolicy(statement);
    this.addToPolicy(
      new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [stack.formatArn({ service: 'sqs', resource: names.failures })],
      }),
    );
    this.addToPolicy(
      new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
    );
  }
}
