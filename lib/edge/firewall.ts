import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { FirewallSettings } from '../../platform/stage/edge.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { firewallRules } from './firewall-rules.ts';

export interface FirewallProps {
  readonly stage: StageDefinition;
  readonly settings: FirewallSettings;
  readonly loadBalancerArn: string;
  readonly logKey: kms.IKey;
}

/** What a request passes before it reaches the public load balancer. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { stage, settings } = props;
    const rules = firewallRules({
      settings,
      addresses: (name, addresses) => this.addressList(stage, name, addresses),
    });
    const acl = new wafv2.CfnWebACL(this, 'WebAcl', {
      name: `shoal-${stage.name}`,
      description: `Shoal ${stage.name}: the public load balancer`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: {
        // AWS keeps names like `All` for itself.
        metricName: `shoal-${stage.name}`,
        cloudWatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      },
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

  private addressList(stage: StageDefinition, name: string, addresses: readonly string[]): string {
    return new wafv2.CfnIPSet(this, name, {
      name: `shoal-${stage.name}-${name}`,
      description: `Shoal ${stage.name}: ${name}, as stages.ts lists them`,
      scope: 'REGIONAL',
      ipAddressVersion: 'IPV4',
      addresses: [...addresses],
    }).attrArn;
  }
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
