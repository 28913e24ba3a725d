import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { type Severity, severities } from '../observability/alarms/severity.ts';
import { baselineNames } from './names.ts';

export interface AlarmTopicProps {
  readonly stage: StageDefinition;
  readonly severity: Severity;
  readonly key: kms.Key;
}

/** Where the stage's alarms of one severity are told to its operators. Whoever wants to hear of them subscribes. */
export class AlarmTopic extends sns.Topic {
  constructor(scope: Construct, id: string, { stage, severity, key }: AlarmTopicProps) {
    super(scope, id, {
      topicName: baselineNames(stage.name).topics[severity],
      displayName: `Shoal ${stage.name} ${severity}s`,
      masterKey: key,
      enforceSSL: true,
    });
    for (const { service, condition } of tellers(this, stage).filter(({ tells }) => tells.includes(severity)))
      this.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal(service)],
          actions: ['sns:Publish'],
          resources: [this.topicArn],
          conditions: condition,
        }),
      );
  }
}

/** Whoever tells through a topic has to encrypt what it says. */
export function letTellersUse(key: kms.Key, stage: StageDefinition): void {
  for (const { service, condition } of tellers(key, stage))
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions: condition,
      }),
    );
}

/** What an alarm of any stack of the stage does. */
export function tellOperators(stage: StageDefinition, severity: Severity): IAlarmAction {
  return { bind: (scope) => ({ alarmActionArn: topicArnIn(scope, stage, severity) }) };
}

export function topicArnIn(scope: IConstruct, stage: StageDefinition, severity: Severity): string {
  return Stack.of(scope).formatArn({
    service: 'sns',
    region: stage.region,
    resource: baselineNames(stage.name).topics[severity],
  });
}

interface Teller {
  readonly service: string;
  readonly tells: readonly Severity[];
  readonly condition: Record<string, Record<string, string>>;
}

function tellers(scope: Construct, stage: StageDefinition): readonly Teller[] {
  const stack = Stack.of(scope);
  const { account } = stack;
  return [
    {
      service: 'cloudwatch.amazonaws.com',
      tells: severities,
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
      tells: ['ticket'],
      condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'budgets', region: '', resource: '*' }) },
      },
    },
  ];
}
