import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';

export interface FirewallProps {
  readonly stage: StageDefinition;
  readonly loadBalancerArn: string;
  readonly logKey: kms.IKey;
}

/** What a request passes before it reaches the public load balancer. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { stage } = props;
    const rules = [rateRule, ...managedRuleGroups.map(managedRule)];
    const acl = new wafv2.CfnWebACL(this, 'WebAcl', {
      name: `shoal-${stage.name}`,
      description: `Shoal ${stage.name}: the public load balancer`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibilityOf('all'),
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.loadBalancerArn,
      webAclArn: acl.attrArn,
    });
    const log = new StageLogGroup(this, 'Log', {
      stage,
      key: props.logKey,
      name: { prescribed: `aws-waf-logs-shoal-${stage.name}` },
    });
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // The firewall takes an ARN without the `:*` that a log group's own has at its end.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      loggingFilter: onlyWhatItStopped,
      redactedFields: ['authorization', 'cookie'].map((name) => ({ singleHeader: { Name: name } })),
    });
  }
}

/** Requests from one address in five minutes: far above a person's, and above a small office's behind one address. */
const requestsPerAddress = 3000;

const managedRuleGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority'>;

const rateRule: Rule = {
  name: 'RatePerAddress',
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: 300,
      limit: requestsPerAddress,
    },
  },
  visibilityConfig: visibilityOf('rate-per-address'),
};

function managedRule(name: (typeof managedRuleGroups)[number]): Rule {
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    visibilityConfig: visibilityOf(name),
  };
}

function visibilityOf(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** Allowed requests stand in the load balancer's own log already. */
const onlyWhatItStopped = {
  DefaultBehavior: 'DROP',
  Filters: [
    {
      Behavior: 'KEEP',
      Requirement: 'MEETS_ANY',
      Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
    },
  ],
};
