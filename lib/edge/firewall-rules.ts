import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { FirewallSettings } from '../../platform/stage/edge.ts';

export type FirewallRule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority'>;

export interface FirewallRulesProps {
  readonly settings: FirewallSettings;
  /** Makes a list of addresses and tells its ARN. */
  readonly addresses: (name: string, addresses: readonly string[]) => string;
}

/** In the order they are asked: what is cheap and certain first. A rule costs by the month, so an empty list has none. */
export function firewallRules({ settings, addresses }: FirewallRulesProps): readonly FirewallRule[] {
  const { blockedAddresses, blockedCountries, unlimitedAddresses, requestsPerAddress } = settings;
  const unlimited =
    unlimitedAddresses.length === 0 ? undefined : addresses('UnlimitedAddresses', unlimitedAddresses);
  return [
    ...(blockedAddresses.length === 0
      ? []
      : [
          blocking('BlockedAddresses', {
            ipSetReferenceStatement: { arn: addresses('BlockedAddresses', blockedAddresses) },
          }),
        ]),
    ...(blockedCountries.length === 0
      ? []
      : [blocking('BlockedCountries', { geoMatchStatement: { countryCodes: [...blockedCountries] } })]),
    rate(requestsPerAddress, unlimited),
    ...managedRuleGroups.map(managed),
  ];
}

const managedRuleGroups = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

function blocking(name: string, statement: wafv2.CfnWebACL.StatementProperty): FirewallRule {
  return { name, action: { block: {} }, statement, visibilityConfig: visibilityOf(name) };
}

/** Far above a person's requests, and above a small office's behind one address. */
function rate(limit: number, unlimitedArn: string | undefined): FirewallRule {
  return {
    name: 'RatePerAddress',
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        evaluationWindowSec: 300,
        limit,
        ...(unlimitedArn === undefined
          ? {}
          : {
              scopeDownStatement: {
                notStatement: { statement: { ipSetReferenceStatement: { arn: unlimitedArn } } },
              },
            }),
      },
    },
    visibilityConfig: visibilityOf('rate-per-address'),
  };
}

function managed(name: (typeof managedRuleGroups)[number]): FirewallRule {
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
