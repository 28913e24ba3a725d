import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { LogAnalytics } from '../analytics/log-analytics.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { StageStack } from '../stage-stack.ts';
import { AccessLogs } from './access-logs.ts';
import { Firewall } from './firewall.ts';
import { InternalEdge } from './internal-edge.ts';
import { type PublicDomain, PublicEdge } from './public-edge.ts';
import { TrafficRuleProvider } from './traffic-rule-provider.ts';

export interface EdgeStackProps {
  readonly stage: StageDefinition;
  readonly network: NetworkStack;
  readonly services: readonly ServiceDefinition[];
}

/**
 * A load balancer and its two listeners. Tasks admit it: `tasks.connections.allowFrom(edge, ec2.Port.tcp(port))`.
 * The internal one admits nobody by itself: `caller.connections.allowTo(edge, ec2.Port.tcp(edge.productionPort))`,
 * and its test listener likewise from the hook's function.
 */
export interface Edge extends ec2.IConnectable {
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly productionListenerArn: string;
  readonly testListenerArn: string;
  readonly productionPort: number;
  readonly testPort: number;
  readonly protocol: 'http' | 'https';
}

/** Both doors of a stage, and the names behind them. */
export class EdgeStack extends StageStack {
  readonly publicEdge: Edge;
  readonly internalEdge: Edge;
  /** Serves `Custom::TrafficRule`. */
  readonly trafficRules: Provider;
  /** Where the shop is: `https://shoal.example`. */
  readonly publicUrl: string;
  private readonly internalZoneName: string;
  private readonly internalServices: readonly string[];

  constructor(scope: Construct, id: string, { stage, network, services }: EdgeStackProps) {
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: the public load balancer, the internal one, and their names`,
    });
    const { vpc, logKey } = network;
    const domain = domainOf(this);
    this.internalZoneName =
      domain === undefined ? `internal.${stage.name}.shoal.internal` : `internal.${domain.name}`;
    this.internalServices = services.filter(({ route }) => route === 'internal').map(({ name }) => name);
    const accessLogs = new AccessLogs(this, 'AccessLogs', stage);
    const publicEdge = new PublicEdge(this, 'Public', {
      stage,
      vpc,
      accessLogs,
      testers: network.natAddresses,
      ...(domain === undefined ? {} : { domain }),
    });
    const internalEdge = new InternalEdge(this, 'Internal', {
      stage,
      vpc,
      accessLogs,
      zoneName: this.internalZoneName,
      services: this.internalServices,
      ...(domain === undefined ? {} : { publicZone: domain.zone }),
    });
    new LogAnalytics(this, 'Analytics', { stage, accessLogs, flowLogs: network.flowLogs });
    const { firewall } = stage.edge;
    if (!('none' in firewall)) {
      new Firewall(this, 'Firewall', {
        stage,
        settings: firewall,
        logKey,
        loadBalancerArn: publicEdge.loadBalancer.loadBalancerArn,
      });
    }
    this.publicEdge = publicEdge;
    this.publicUrl = publicEdge.url;
    this.internalEdge = internalEdge;
    this.trafficRules = new TrafficRuleProvider(this, 'TrafficRules', {
      stage,
      logKey,
      balancers: [publicEdge, internalEdge],
    }).provider;
  }

  /** The host name an internal service answers to. */
  hostNameOf(service: string): string {
    if (!this.internalServices.includes(service)) {
      throw new Error(
        `service '${service}' has no internal name, those that have: ${this.internalServices.join(', ')}; set route: 'internal' in its definition`,
      );
    }
    return `${service}.${this.internalZoneName}`;
  }

  /** Where other services reach an internal service. */
  addressOf(service: string): string {
    const { protocol, productionPort } = this.internalEdge;
    return `${protocol}://${this.hostNameOf(service)}:${productionPort}`;
  }
}

function domainOf(stack: EdgeStack): PublicDomain | undefined {
  const { domain } = stack.stage;
  if ('none' in domain) return undefined;
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: domain.hostedZoneId,
    zoneName: domain.name,
  });
  return { name: domain.name, zone };
}
