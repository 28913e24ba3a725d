import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { canaryLogName } from '../observability/canary/canary-names.ts';
import { removalIn } from '../removal.ts';

/** Encrypts every log of a stage. CloudWatch may use it for the stage's log groups and for no others. */
export class LogKey extends kms.Key {
  constructor(scope: Construct, id: string, stage: StageDefinition) {
    super(scope, id, {
      alias: `shoal/${stage.name}/log`,
      description: `Shoal ${stage.name}: the logs`,
      enableKeyRotation: true,
      removalPolicy: removalIn(stage),
    });
    const stack = Stack.of(this);
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(`logs.${stage.region}.amazonaws.com`)],
        actions: useOfKey,
        // In a key's own policy, a star is the key itself.
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': groupsOf(stage).map((resourceName) =>
              stack.formatArn({
                service: 'logs',
                resource: 'log-group',
                resourceName,
                arnFormat: ArnFormat.COLON_RESOURCE_NAME,
              }),
            ),
          },
        },
      }),
    );
  }

  /** Lets AWS encrypt the logs of this account that it delivers to buckets under this key. */
  admitLogDelivery(): void {
    const { account } = Stack.of(this);
    this.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: useOfKey,
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
  }
}

const useOfKey = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Ours, and those whose names AWS prescribes. */
function groupsOf({ name }: StageDefinition): readonly string[] {
  return [
    `/shoal/${name}/*`,
    `/aws/rds/instance/shoal-${name}/*`,
    `/aws/rds/instance/shoal-${name}-reader-*`,
    `aws-waf-logs-shoal-${name}`,
    canaryLogName(name),
  ];
}
