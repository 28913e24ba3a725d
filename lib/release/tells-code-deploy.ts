import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ServiceNames } from '../service/service-names.ts';
import type { TestTrafficHook } from './test-traffic-hook.ts';

/** CodeDeploy reads no answer of a hook: the hook tells it whether to go on, by a call. */
export function tellsCodeDeploy(hook: TestTrafficHook, names: ServiceNames): void {
  hook.securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'To tell CodeDeploy the result');
  hook.function.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
      resources: [
        Stack.of(hook).formatArn({
          service: 'codedeploy',
          resource: 'deploymentgroup',
          resourceName: `${names.application}/${names.deploymentGroup}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
  );
}
