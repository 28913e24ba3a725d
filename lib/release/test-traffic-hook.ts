import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { HandlerFunction } from '../handler-function.ts';
import type { ServiceContext } from '../service/service-context.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { probeOf } from './probe.ts';

export interface TestTrafficHookProps {
  readonly context: ServiceContext;
  /** The handler that speaks as whoever moves the traffic wants it. */
  readonly entry: string;
  readonly functionName: string;
}

/** Asks the new tasks through the test listener before anybody else does. */
export class TestTrafficHook extends Construct {
  readonly function: lambda.Function;
  readonly securityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { context, entry, functionName }: TestTrafficHookProps) {
    super(scope, id);
    const { stage, service, network } = context;
    const probe = probeOf(context);
    this.securityGroup = this.securityGroupFor(context);
    this.function = new HandlerFunction(this, 'Function', {
      functionName,
      entry,
      exportName: 'handler',
      description: `Shoal ${stage.name}: proves new tasks of ${service.name} on the test listener`,
      logGroup: new StageLogGroup(this, 'Log', { stage, key: network.logKey, name: `${service.name}/proof` }),
      timeout: Duration.minutes(5),
      environment: { PROBE_URL: probe.url, PROBE_HOST: probe.host, PROBE_PATH: probe.path },
      place: {
        vpc: network.vpc,
        vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        securityGroup: this.securityGroup,
      },
    });
  }

  private securityGroupFor({ stage, service, network, edge }: ServiceContext): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: network.vpc,
      description: `Shoal ${stage.name}: the function that proves new tasks of ${service.name}`,
      allowAllOutbound: false,
    });
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
