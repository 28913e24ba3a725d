import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { HandlerFunction } from '../handler-function.ts';
import type { ServiceContext } from '../service/service-context.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { probeOf } from './probe.ts';

/** Asks the new tasks through the test listener before anybody else does, and tells CodeDeploy whether to go on. */
export function testTrafficHook(scope: Construct, context: ServiceContext): HandlerFunction {
  const { stage, service, names, network, edge } = context;
  const probe = probeOf(context);
  const securityGroup = new ec2.SecurityGroup(scope, 'HookGroup', {
    vpc: network.vpc,
    description: `Proves new tasks of ${service.name}`,
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS, to tell CodeDeploy the result');
  if (service.route === 'public') {
    securityGroup.addEgressRule(
      ec2.Peer.anyIpv4(),
      ec2.Port.tcp(edge.publicEdge.testPort),
      'The public test listener, which has no fixed address and admits this network by its own',
    );
  } else {
    securityGroup.connections.allowTo(
      edge.internalEdge,
      ec2.Port.tcp(edge.internalEdge.testPort),
      `Proof of ${service.name}`,
    );
  }
  const hook = new HandlerFunction(scope, 'Hook', {
    functionName: names.hook,
    entry: 'pipeline/hooks/after-test-traffic.handler.ts',
    exportName: 'handler',
    description: `Proves new tasks of ${service.name} on the test listener`,
    logGroup: new StageLogGroup(scope, 'HookLog', {
      stage,
      key: network.logKey,
      name: `${service.name}/proof`,
    }),
    timeout: Duration.minutes(5),
    environment: { PROBE_URL: probe.url, PROBE_HOST: probe.host, PROBE_PATH: probe.path },
    place: {
      vpc: network.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroup,
    },
  });
  hook.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
      resources: [
        Stack.of(scope).formatArn({
          service: 'codedeploy',
          resource: 'deploymentgroup',
          resourceName: `${names.application}/${names.deploymentGroup}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
  );
  return hook;
}
