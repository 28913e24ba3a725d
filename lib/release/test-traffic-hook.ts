import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from '../handler-function.ts';
import type { ServiceContext } from '../service/service-context.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { probeOf } from './probe.ts';

/** Asks the new tasks through the test listener before anybody else does, and tells CodeDeploy whether to go on. */
export class TestTrafficHook extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, context: ServiceContext) {
    super(scope, id);
    const { stage, service, names, network } = context;
    const probe = probeOf(context);
    this.function = new HandlerFunction(this, 'Function', {
      functionName: names.hook,
      entry: 'pipeline/hooks/after-test-traffic.handler.ts',
      exportName: 'handler',
      description: `Shoal ${stage.name}: proves new tasks of ${service.name} on the test listener`,
      logGroup: new StageLogGroup(this, 'Log', { stage, key: network.logKey, name: `${service.name}/proof` }),
      timeout: Duration.minutes(5),
      environment: { PROBE_URL: probe.url, PROBE_HOST: probe.host, PROBE_PATH: probe.path },
      place: {
        vpc: network.vpc,
        vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        securityGroup: this.securityGroup(context),
      },
    });
    this.function.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'],
        resources: [
          Stack.of(this).formatArn({
            service: 'codedeploy',
            resource: 'deploymentgroup',
            resourceName: `${names.application}/${names.deploymentGroup}`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
  }

  private securityGroup({ stage, service, network, edge }: ServiceContext): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: network.vpc,
      description: `Shoal ${stage.name}: the function that proves new tasks of ${service.name}`,
      allowAllOutbound: false,
    });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'To tell CodeDeploy the result');
    if (service.route === 'internal') {
      const { internalEdge } = edge;
      group.connections.allowTo(
        internalEdge,
        ec2.Port.tcp(internalEdge.testPort),
        `To prove ${service.name}`,
      );
    } else {
      group.addEgressRule(
        ec2.Peer.anyIpv4(),
        ec2.Port.tcp(edge.publicEdge.testPort),
        'The public test listener: its addresses change, and it admits this network by its own',
      );
    }
    return group;
  }
}
