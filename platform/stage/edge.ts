import { addressRange } from '../validation/address-range.ts';
import { listOf, oneOf, sentence, text, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';

export interface EdgeSettings {
  /** Whom the public door is open to at all. Nobody else gets an answer, be it a refusal. */
  readonly visitors: { readonly everybody: string } | { readonly addresses: readonly string[] };
  /** What a request passes before it reaches the public load balancer. */
  readonly firewall: FirewallSettings | { readonly none: string };
  /**
   * How a balancer chooses a task: the one with the least to do, or any but those that fail more than the others,
   * which takes three healthy tasks to see.
   */
  readonly balancing: 'least-outstanding-requests' | 'anomaly-mitigation';
}

export interface FirewallSettings {
  /** Requests from one address in five minutes, above which it is told to come later. */
  readonly requestsPerAddress: number;
  /** Two letters each. */
  readonly blockedCountries: readonly string[];
  readonly blockedAddresses: readonly string[];
  /** Whom no rate is set: an office of many behind one address, a load test. All other rules hold for them. */
  readonly unlimitedAddresses: readonly string[];
}

const country = text({ pattern: /^[A-Z]{2}$/, words: 'two letters of ISO 3166', example: 'DE' });

export const edgeShape: Shape = {
  visitors: new Choice(
    (visitors): Shape =>
      'addresses' in visitors
        ? { addresses: listOf(addressRange, { atLeast: 1 }) }
        : { everybody: sentence('it is a shop') },
  ),
  firewall: new Choice(
    (firewall): Shape =>
      'none' in firewall
        ? { none: sentence('dev holds no real data, and a firewall costs a tenth of what dev may') }
        : {
            // WAF counts from ten on.
            requestsPerAddress: wholeNumber({ from: 10, to: 2_000_000_000 }),
            blockedCountries: listOf(country),
            blockedAddresses: listOf(addressRange),
            unlimitedAddresses: listOf(addressRange),
          },
  ),
  balancing: oneOf('least-outstanding-requests', 'anomaly-mitigation'),
};
