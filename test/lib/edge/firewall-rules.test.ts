import { describe, expect, it } from '@jest/globals';
import { firewallRules } from '../../../lib/edge/firewall-rules.ts';
import type { FirewallSettings } from '../../../platform/stage/edge.ts';

const bare: FirewallSettings = {
  requestsPerAddress: 3000,
  blockedCountries: [],
  blockedAddresses: [],
  unlimitedAddresses: [],
};

function rulesOf(settings: Partial<FirewallSettings>) {
  const lists: Record<string, readonly string[]> = {};
  const rules = firewallRules({
    settings: { ...bare, ...settings },
    addresses: (name, addresses) => {
      lists[name] = addresses;
      return `arn-of-${name}`;
    },
  });
  return { rules, names: rules.map(({ name }) => name), lists };
}

describe('the rules of a firewall', () => {
  it('are five where no list has anything in it, since each costs by the month', () => {
    const { names, lists } = rulesOf({});
    expect(names).toHaveLength(5);
    expect(names[0]).toBe('RatePerAddress');
    expect(lists).toEqual({});
  });

  it('block listed addresses and countries before they count anything', () => {
    const blocked = { blockedAddresses: ['203.0.113.0/24'], blockedCountries: ['XX', 'YY'] };
    const { names, rules, lists } = rulesOf(blocked);
    expect(names.slice(0, 3)).toEqual(['BlockedAddresses', 'BlockedCountries', 'RatePerAddress']);
    expect(lists).toEqual({ BlockedAddresses: ['203.0.113.0/24'] });
    expect(rules.slice(0, 2)).toMatchObject([
      { action: { block: {} }, statement: { ipSetReferenceStatement: { arn: 'arn-of-BlockedAddresses' } } },
      { action: { block: {} }, statement: { geoMatchStatement: { countryCodes: ['XX', 'YY'] } } },
    ]);
  });

  it('set no rate for those they are told to spare, whom every other rule holds for', () => {
    const { rules } = rulesOf({ requestsPerAddress: 500, unlimitedAddresses: ['198.51.100.7/32'] });
    expect(rules).toHaveLength(5);
    expect(rules[0]).toMatchObject({
      statement: {
        rateBasedStatement: {
          limit: 500,
          evaluationWindowSec: 300,
          scopeDownStatement: {
            notStatement: {
              statement: { ipSetReferenceStatement: { arn: 'arn-of-UnlimitedAddresses' } },
            },
          },
        },
      },
    });
  });
});
