import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { scheduleNames } from './schedule-names.ts';

export interface StageScheduleProps {
  readonly stage: StageDefinition;
  /** Within the stage: `database-sleeps`. */
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  readonly timezone: string;
  readonly role: iam.IRole;
  readonly target: Pick<scheduler.CfnSchedule.TargetProperty, 'arn' | 'input' | 'ecsParameters'>;
  /** For how long it is tried where AWS refuses. */
  readonly patienceMinutes: number;
}

/** One thing that a stage does by the clock. */
export class StageSchedule extends scheduler.CfnSchedule {
  constructor(scope: Construct, id: string, props: StageScheduleProps) {
    const { stage } = props;
    const names = scheduleNames(stage.name);
    super(scope, id, {
      name: `${stage.name}-${props.name}`,
      groupName: names.group,
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: props.timezone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        ...props.target,
        roleArn: props.role.roleArn,
        deadLetterConfig: {
          arn: Stack.of(scope).formatArn({ service: 'sqs', resource: names.failures }),
        },
        retryPolicy: { maximumEventAgeInSeconds: props.patienceMinutes * 60, maximumRetryAttempts: 30 },
      },
    });
  }
}
