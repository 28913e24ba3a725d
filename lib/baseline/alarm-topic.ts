import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { baselineNames } from './names.ts';

export interface AlarmTopicProps {
  readonly stage: StageDefinition;
  readonly key: kms.Key;
}

/** Where the stage's alarms are told to its operators. Whoever wants to hear of them subscribes. */
export class AlarmTopic extends sns.Topic {
  constructor(scope: Construct, id: string, { stage, key }: AlarmTopicProps) {
    super(scope, id, {
      topicName: baselineNames(stage.name).alarms,
      displayName: `Shoal ${stage.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    for (const { service, condition } of tellers(this, stage)) {
      const principals = [new iam.ServicePrincipal(service)];
      this.addToResourcePolicy(
        new iam.PolicyStatement({
          principals,
          actions: ['sns:Publish'],
          resources: [this.topicArn],
          conditions: condition,
        }),
      );
      key.addToResourcePolicy(
        new iam.PolicyStatement({
          principals,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          // In a key's own policy, a star is the key itself.
          resources: ['*'],
          conditions: condition,
        }),
      );
    }
  }
}

/** What an alarm of any stack of the stage does. */
export function tellOperators(stage: StageDefinition): IAlarmAction {
  return { bind: (scope) => ({ alarmActionArn: topicArnIn(scope, stage) }) };
}

export function topicArnIn(scope: IConstruct, stage: StageDefinition): string {
  return Stack.of(scope).formatArn({
    service: 'sns',
    region: stage.region,
    resource: baselineNames(stage.name).alarms,
  });
}

function tellers(
  scope: Construct,
  stage: StageDefinition,
): readonly { readonly service: string; readonly condition: Record<string, Record<string, string>> }[] {
  const stack = Stack.of(scope);
  const { account } = stack;
  return [
    {
      service: 'cloudwatch.amazonaws.com',
      condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName: `${stage.name}/*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    },
    {
      service: 'budgets.amazonaws.com',
      condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'budgets', region: '', resource: '*' }) },
      },
    },
  ];
}
