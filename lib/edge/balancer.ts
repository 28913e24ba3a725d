import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { CertificateAlarm } from './certificate-alarm.ts';
import { notFound } from './not-found.ts';
import { setResponseHeaders } from './response-headers.ts';

export interface BalancerProps {
  readonly stage: StageDefinition;
  readonly vpc: ec2.IVpc;
  /** Who can reach it: the world, or what is in the network. */
  readonly face: 'public' | 'internal';
  readonly accessLogs: s3.IBucket;
  /** @default - plain HTTP, for a stage without a domain */
  readonly certificate?: acm.ICertificate;
}

/**
 * A load balancer with two listeners: production, and one where a release is tested before it gets traffic.
 * Its security group admits nobody by itself, and lets out only to tasks that admit it.
 */
export class Balancer extends Construct implements ec2.IConnectable {
  /** `shoal-dev-public`, as it stands in the ARNs of what belongs to it. */
  readonly name: string;
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly connections: ec2.Connections;
  readonly productionListenerArn: string;
  readonly testListenerArn: string;
  readonly productionPort: number;
  readonly testPort: number;
  readonly protocol: 'http' | 'https';
  private readonly face: BalancerProps['face'];

  constructor(scope: Construct, id: string, props: BalancerProps) {
    super(scope, id);
    const { stage, vpc, face, certificate } = props;
    this.name = `shoal-${stage.name}-${face}`;
    this.face = face;
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Shoal ${stage.name}: the ${face} load balancer`,
      allowAllOutbound: false,
    });
    closedUntilTasksCome(securityGroup);
    this.connections = securityGroup.connections;
    this.loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      loadBalancerName: this.name,
      vpc,
      vpcSubnets: { subnetType: tierOf[face] },
      internetFacing: face === 'public',
      securityGroup,
      deletionProtection: stage.protectsData,
      dropInvalidHeaderFields: true,
      // Services keep their connections a little longer, so that the balancer is always the one to close.
      idleTimeout: Duration.seconds(60),
    });
    // Lets an operator take a zone out of the balancer while it is ill; it costs nothing until then.
    this.loadBalancer.setAttribute('zonal_shift.config.enabled', 'true');
    this.loadBalancer.logAccessLogs(props.accessLogs, face);

    this.protocol = certificate === undefined ? 'http' : 'https';
    const { production, test } = ports[face][this.protocol];
    this.productionPort = production;
    this.testPort = test;
    this.productionListenerArn = this.listener('Production', production, certificate).listenerArn;
    this.testListenerArn = this.listener('Test', test, certificate).listenerArn;
    if (certificate !== undefined)
      new CertificateAlarm(this, 'CertificateAlarm', { stage, face, certificate });
  }

  private listener(id: string, port: number, certificate?: acm.ICertificate): elbv2.ApplicationListener {
    const listener = this.loadBalancer.addListener(id, {
      port,
      open: false,
      defaultAction: notFound(),
      ...(certificate === undefined
        ? { protocol: elbv2.ApplicationProtocol.HTTP }
        : {
            protocol: elbv2.ApplicationProtocol.HTTPS,
            certificates: [certificate],
            sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
          }),
    });
    setResponseHeaders(listener, this.face, this.protocol);
    return listener;
  }
}

/**
 * The ways out stand in the stacks of the services, so CDK leaves the group itself without any, and EC2 gives a group
 * without any a way out to everywhere. This is the rule by which CDK closes a group, which leads nowhere.
 */
function closedUntilTasksCome(group: ec2.SecurityGroup): void {
  const { defaultChild } = group.node;
  if (!(defaultChild instanceof ec2.CfnSecurityGroup)) throw new Error(`${group.node.path}: is no EC2 group`);
  defaultChild.addPropertyOverride('SecurityGroupEgress', [
    {
      CidrIp: '255.255.255.255/32',
      Description: 'Nowhere: services add the ways to their tasks',
      IpProtocol: 'icmp',
      FromPort: 252,
      ToPort: 86,
    },
  ]);
}

const tierOf = {
  public: ec2.SubnetType.PUBLIC,
  internal: ec2.SubnetType.PRIVATE_WITH_EGRESS,
} as const;

/** Inside, ports that a process may open without being root, so that a rehearsal can listen on the same. */
const ports = {
  public: { http: { production: 80, test: 9080 }, https: { production: 443, test: 9443 } },
  internal: { http: { production: 8080, test: 9080 }, https: { production: 8443, test: 9443 } },
} as const;
