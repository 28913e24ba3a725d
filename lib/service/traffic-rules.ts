import { CustomResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Colours } from './colours.ts';
import type { ServiceContext } from './service-context.ts';

export interface TrafficRulesProps {
  readonly context: ServiceContext;
  readonly colours: Colours;
  readonly priority: number;
}

/**
 * The rule that sends a service its requests, on the production listener and, with the same conditions, on the
 * test listener. Custom resources, because the weights in a rule belong to the release and never to a stack.
 */
export class TrafficRules extends Construct {
  readonly productionRuleArn: string;
  readonly testRuleArn: string;

  constructor(scope: Construct, id: string, { context, colours, priority }: TrafficRulesProps) {
    super(scope, id);
    const rule = (name: string, listenerArn: string): string =>
      new CustomResource(this, name, {
        resourceType: 'Custom::TrafficRule',
        serviceToken: context.edge.trafficRules.serviceToken,
        properties: {
          ListenerArn: listenerArn,
          Priority: priority,
          ...conditions(context),
          BlueTargetGroupArn: colours.blue.attrTargetGroupArn,
          GreenTargetGroupArn: colours.green.attrTargetGroupArn,
        },
      }).getAttString('RuleArn');
    this.productionRuleArn = rule('Production', context.door.productionListenerArn);
    this.testRuleArn = rule('Test', context.door.testListenerArn);
  }
}

function conditions({ service, edge }: ServiceContext): Readonly<Record<string, readonly string[]>> {
  return service.route === 'public'
    ? { PathPatterns: ['/*'] }
    : { HostHeaders: [edge.hostNameOf(service.name)] };
}
