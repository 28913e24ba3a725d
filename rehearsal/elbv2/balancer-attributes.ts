import {
  anything,
  type KeyValue,
  type KnownAttribute,
  oneOf,
  resolveAttributes,
  trueOrFalse,
  wholeNumber,
} from './known-attributes.ts';

/** What a balancer's attributes change about the traffic it carries. */
export interface BalancerAttributes {
  readonly idleTimeoutMs: number;
  readonly dropInvalidHeaders: boolean;
  readonly preserveHost: boolean;
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  readonly forwardedClientPort: boolean;
  readonly http2: boolean;
}

const noLogs = 'the balancer writes no logs here; each task logs its requests';
const oneZone = 'one machine is one zone';
const logs = (prefix: string): Readonly<Record<string, KnownAttribute>> => ({
  [`${prefix}.enabled`]: { default: 'false', ...trueOrFalse, inert: noLogs },
  [`${prefix}.bucket`]: { default: '', ...anything, inert: noLogs },
  [`${prefix}.prefix`]: { default: '', ...anything, inert: noLogs },
});

const known: Readonly<Record<string, KnownAttribute>> = {
  'idle_timeout.timeout_seconds': { default: '60', ...wholeNumber(1, 4000) },
  'routing.http.drop_invalid_header_fields.enabled': { default: 'false', ...trueOrFalse },
  'routing.http.preserve_host_header.enabled': { default: 'false', ...trueOrFalse },
  'routing.http.xff_header_processing.mode': { default: 'append', ...oneOf('append', 'preserve', 'remove') },
  'routing.http.xff_client_port.enabled': { default: 'false', ...trueOrFalse },
  'routing.http2.enabled': { default: 'true', ...trueOrFalse },
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': { default: 'false', ...oneOf('false') },
  'routing.http.desync_mitigation_mode': {
    default: 'defensive',
    ...oneOf('monitor', 'defensive', 'strictest'),
    inert: 'the parser here is strict in every mode',
  },
  'client_keep_alive.seconds': {
    default: '3600',
    ...wholeNumber(60, 604_800),
    inert: 'no connection of a rehearsal gets that old',
  },
  'deletion_protection.enabled': {
    default: 'false',
    ...trueOrFalse,
    inert: 'a rehearsal may always be taken down',
  },
  'load_balancing.cross_zone.enabled': { default: 'true', ...oneOf('true'), inert: oneZone },
  'zonal_shift.config.enabled': { default: 'false', ...trueOrFalse, inert: oneZone },
  'waf.fail_open.enabled': { default: 'false', ...trueOrFalse, inert: 'the firewall is not played' },
  'ipv6.deny_all_igw_traffic': {
    default: 'false',
    ...trueOrFalse,
    inert: 'loopback has no internet gateway',
  },
  ...logs('access_logs.s3'),
  ...logs('connection_logs.s3'),
  ...logs('health_check_logs.s3'),
};

export function resolveBalancerAttributes(
  given: readonly KeyValue[],
  name: string,
): ReadonlyMap<string, string> {
  return resolveAttributes({ subject: `Load balancer '${name}'`, known, given });
}

export function balancerAttributes(resolved: ReadonlyMap<string, string>): BalancerAttributes {
  const is = (key: string) => resolved.get(key) === 'true';
  return {
    idleTimeoutMs: Number(resolved.get('idle_timeout.timeout_seconds')) * 1000,
    dropInvalidHeaders: is('routing.http.drop_invalid_header_fields.enabled'),
    preserveHost: is('routing.http.preserve_host_header.enabled'),
    forwardedFor: resolved.get(
      'routing.http.xff_header_processing.mode',
    ) as BalancerAttributes['forwardedFor'],
    forwardedClientPort: is('routing.http.xff_client_port.enabled'),
    http2: is('routing.http2.enabled'),
  };
}
