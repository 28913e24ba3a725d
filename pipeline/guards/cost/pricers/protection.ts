import { byRequests, fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Pricers } from '../pricer.ts';
import { isRecord, listAt, recordsAt, textAt } from '../property.ts';
import type { Properties } from '../stack.ts';

const secrets = 'keys and secrets';

export const protectionPricers: Pricers = {
  'AWS::WAFv2::WebACL': ({ resource: { properties }, prices }) => {
    const rules = recordsAt(properties, 'Rules');
    return [
      fixed({ group: 'firewall', what: 'list' }, prices.of('firewall.list')),
      fixed(
        { group: 'firewall', what: counted(rules.length, 'rule') },
        rules.length * prices.of('firewall.rule'),
      ),
      ...rules.filter(isSoldApart).map((rule) => {
        throw new Error(
          `the firewall's rule '${textAt(rule, 'Name')}' is sold apart from others: add its price to pipeline/guards/cost/prices and its pricing to pipeline/guards/cost/pricers/protection.ts`,
        );
      }),
      byRequests({ group: 'firewall', what: 'each request it looks at' }, prices.of('firewall.requests')),
    ];
  },
  'AWS::KMS::Key': ({ prices }) => [
    fixed(
      { group: secrets, what: 'key, and 1 USD more after each of its first two rotations' },
      prices.of('key.month'),
    ),
  ],
  'AWS::KMS::ReplicaKey': ({ prices }) => [
    fixed({ group: secrets, what: 'copy of a key' }, prices.of('key.month')),
  ],
  'AWS::SecretsManager::Secret': ({ resource: { properties }, prices }) => {
    const copies = 1 + listAt(properties, 'ReplicaRegions').length;
    return [
      fixed(
        { group: secrets, what: copies === 1 ? 'secret' : `secret in ${copies} regions` },
        copies * prices.of('secret.month'),
      ),
    ];
  },
  'AWS::SSM::Parameter': ({ resource: { properties }, prices }) =>
    textAt(properties, 'Tier') === 'Advanced'
      ? [fixed({ group: secrets, what: 'advanced parameter' }, prices.of('parameter.advanced'))]
      : [],
  'AWS::Route53::HostedZone': ({ prices }) => [
    fixed({ group: 'names', what: 'zone' }, prices.of('zone.hosted')),
  ],
};

/** Managed rules against bots, fraud and floods have a monthly price of their own. */
function isSoldApart(rule: Properties): boolean {
  const managed = isRecord(rule.Statement) ? rule.Statement.ManagedRuleGroupStatement : undefined;
  const name = isRecord(managed) ? textAt(managed, 'Name') : undefined;
  return name !== undefined && /Bot|ATP|ACFP|AntiDDoS/.test(name);
}
