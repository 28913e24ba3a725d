import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { StageStack } from '../stage-stack.ts';

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
  declare readonly publicEdge: Edge;
  declare readonly internalEdge: Edge;
  /** Serves `Custom::TrafficRule`. */
  declare readonly trafficRules: Provider;
  /** Where the shop is: `https://shoal.example`. */
  declare readonly publicUrl: string;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, {
      stage: props.stage,
      holdsData: false,
      description: `The load balancers of ${props.stage.name}`,
    });
  }

  /** The host name an internal service answers to. */
  hostNameOf(service: string): string {
    return `${service}.internal.${this.stage.name}.shoal.internal`;
  }

  /** Where other services reach an internal service. */
  addressOf(service: string): string {
    return `${this.internalEdge.protocol}://${this.hostNameOf(service)}:${this.internalEdge.productionPort}`;
  }
}
