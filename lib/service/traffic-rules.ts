import { CustomResource } from 'aws-cdk-lib';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { Edge } from '../edge/edge-stack.ts';
import type { ServiceContext } from './service-context.ts';

export interface TrafficRulesProps {
  readonly context: ServiceContext;
  readonly edge: Edge;
  readonly priority: number;
  readonly blue: elbv2.CfnTargetGroup;
  readonly green: elbv2.CfnTargetGroup;
}

/**
 * The rule that sends a service its requests, on the production listener and, with the same conditions, on the
 * test listener. Custom resources, because the weights in a rule belong to the release and never to a stack.
 */
export class TrafficRules extends Construct {
  readonly productionRuleArn: string;
  readonly testRuleArn: string;

  constructor(scope: Construct, id: string, { context, edge, priority, blue, green }: TrafficRulesProps) {
    super(scope, id);
    const rule = (name: string, listenerArn: string): string =>
      new CustomResource(this, name, {
        resourceType: 'Custom::TrafficRule',
        serviceToken: context.edge.trafficRules.serviceToken,
        properties: {
          ListenerArn: listenerArn,
          Priority: priority,
          ...conditions(context),
          BlueTargetGroupArn: blue.attrTargetGroupArn,
          GreenTargetGroupArn: green.attrTargetGroupArn,
        },
      }).getAttString('RuleArn');
    this.productionRuleArn = rule('Production', edge.productionListenerArn);
    this.testRuleArn = rule('Test', edge.testListenerArn);
  }
}

function conditions({ service, edge }: ServiceContext): Readonly<Record<string, readonly string[]>> {
  return service.route === 'public'
    ? { PathPatterns: ['/*'] }
    : { HostHeaders: [edge.hostNameOf(service.name)] };
}
