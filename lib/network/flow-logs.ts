import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { StageDefinition } from '../../platform/stages.ts';

/** Keeps who spoke to whom in the network, readable with a key of its own. */
export function keepFlowLogs(vpc: ec2.Vpc, stage: StageDefinition): void {
  const logGroupName = `/shoal/${stage.name}/network/flow`;
  const key = new kms.Key(vpc, 'FlowLogKey', {
    description: `Shoal ${stage.name}: the network's flow logs`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  letLogsUse(key, logGroupName);
  const logGroup = new logs.LogGroup(vpc, 'FlowLogGroup', {
    logGroupName,
    encryptionKey: key,
    retention: stage.logDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup),
    trafficType: ec2.FlowLogTrafficType.ALL,
  });
}

/** For this one log group: the key of a group CloudWatch may not use is a group that takes no lines. */
function letLogsUse(key: kms.Key, logGroupName: string): void {
  const stack = Stack.of(key);
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      // In a key's own policy, a star is the key itself.
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: logGroupName,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}
