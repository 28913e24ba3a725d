import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { HandlerFunction } from '../handler-function.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { acknowledgeProvider } from '../validation/acknowledge-provider.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import type { Balancer } from './balancer.ts';

export interface TrafficRuleProviderProps {
  readonly stage: StageDefinition;
  readonly logKey: kms.IKey;
  /** The load balancers it may have rules on. */
  readonly balancers: readonly Balancer[];
}

/** Owns the rules that send services their traffic, because CloudFormation would reset their weights. */
export class TrafficRuleProvider extends Construct {
  readonly provider: Provider;

  constructor(scope: Construct, id: string, { stage, logKey, balancers }: TrafficRuleProviderProps) {
    super(scope, id);
    const logGroup = new StageLogGroup(this, 'Log', { stage, key: logKey, name: 'platform/traffic-rules' });
    const onEvent = new HandlerFunction(this, 'OnEvent', {
      entry: 'pipeline/release/traffic-rule.handler.ts',
      description: `Shoal ${stage.name}: makes the rules that send services their traffic`,
      logGroup,
      timeout: Duration.minutes(2),
    });
    const ruleArns = balancers.map(rulesOf);
    onEvent.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['elasticloadbalancing:CreateRule'],
        resources: balancers.flatMap((balancer) => [
          balancer.productionListenerArn,
          balancer.testListenerArn,
        ]),
      }),
    );
    onEvent.addToRolePolicy(
      new iam.PolicyStatement({
        actions: [
          'elasticloadbalancing:ModifyRule',
          'elasticloadbalancing:SetRulePriorities',
          'elasticloadbalancing:DeleteRule',
        ],
        resources: ruleArns,
      }),
    );
    // Elastic Load Balancing knows no narrower resource for this action.
    onEvent.addToRolePolicy(
      new iam.PolicyStatement({ actions: ['elasticloadbalancing:DescribeRules'], resources: ['*'] }),
    );
    acknowledgeStar(
      onEvent.role,
      '*',
      'DescribeRules only reads, and Elastic Load Balancing lets no policy name a resource for it.',
    );
    for (const arn of ruleArns) {
      acknowledgeStar(
        onEvent.role,
        arn,
        'The id of a rule is made up by AWS when the rule is made. The star stands for the rules of one load balancer, whose name stands before it.',
      );
    }
    this.provider = new Provider(this, 'Provider', { onEventHandler: onEvent, logGroup });
    acknowledgeProvider(this.provider);
  }
}

/** Every rule of a balancer: AWS gives a rule its id only when it makes it. */
function rulesOf(balancer: Balancer): string {
  return Stack.of(balancer).formatArn({
    service: 'elasticloadbalancing',
    resource: 'listener-rule/app',
    resourceName: `${balancer.name}/*`,
  });
}
