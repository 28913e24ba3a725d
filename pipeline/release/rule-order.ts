import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ResourceProperties } from './resource-properties.ts';

/** What `Custom::TrafficRule` is asked for. */
export interface RuleOrder {
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly blue: string;
  readonly green: string;
}

export function ruleOrderOf(properties: ResourceProperties): RuleOrder {
  const hosts = properties.optionalTexts('HostHeaders');
  const paths = properties.optionalTexts('PathPatterns');
  const conditions: RuleCondition[] = [];
  if (hosts.length > 0) conditions.push({ Field: 'host-header', HostHeaderConfig: { Values: [...hosts] } });
  if (paths.length > 0) conditions.push({ Field: 'path-pattern', PathPatternConfig: { Values: [...paths] } });
  // Fails with the property's name where neither is given: a rule without a condition takes everybody's traffic.
  if (conditions.length === 0) properties.texts('HostHeaders');
  return {
    listenerArn: properties.text('ListenerArn'),
    priority: properties.whole('Priority'),
    conditions,
    blue: properties.text('BlueTargetGroupArn'),
    green: properties.text('GreenTargetGroupArn'),
  };
}

/** @returns the conditions as one text, whatever order and form ELB answers them in. */
export function conditionsText(conditions: readonly RuleCondition[]): string {
  return conditions
    .map((condition) => {
      const values =
        condition.HostHeaderConfig?.Values ?? condition.PathPatternConfig?.Values ?? condition.Values ?? [];
      return `${condition.Field} ${[...values].sort().join(' or ')}`;
    })
    .sort()
    .join(' and ');
}
