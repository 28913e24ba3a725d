import { AwsError } from '../plane.ts';

/** What a balancer's attributes change about the traffic it carries. */
export interface BalancerAttributes {
  readonly idleTimeoutMs: number;
  readonly clientKeepAliveMs: number;
  readonly dropInvalidHeaders: boolean;
  readonly preserveHost: boolean;
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  readonly forwardedClientPort: boolean;
  readonly http2: boolean;
}

export interface KeyValue {
  readonly Key?: string;
  readonly Value?: string;
}

const seconds = (from: number, to: number) => ({
  allowed: (value: string) => between(value, from, to),
  says: `${from} to ${to} seconds`,
});
const boolean = { allowed: (value: string) => value === 'true' || value === 'false', says: 'true or false' };
const anything = { allowed: () => true, says: 'any text' };
const oneOf = (...values: readonly string[]) => ({
  allowed: (value: string) => values.includes(value),
  says: values.join(', '),
});

/** Every attribute of an application load balancer: its default, what it may be, and why it does nothing here where it does nothing. */
const known: Readonly<
  Record<string, { default: string; allowed: (value: string) => boolean; says: string; inert?: string }>
> = {
  'idle_timeout.timeout_seconds': { default: '60', ...seconds(1, 4000) },
  'client_keep_alive.seconds': { default: '3600', ...seconds(60, 604_800) },
  'routing.http.drop_invalid_header_fields.enabled': { default: 'false', ...boolean },
  'routing.http.preserve_host_header.enabled': { default: 'false', ...boolean },
  'routing.http.xff_header_processing.mode': { default: 'append', ...oneOf('append', 'preserve', 'remove') },
  'routing.http.xff_client_port.enabled': { default: 'false', ...boolean },
  'routing.http2.enabled': { default: 'true', ...boolean },
  'routing.http.desync_mitigation_mode': {
    default: 'defensive',
    ...oneOf('monitor', 'defensive', 'strictest'),
    inert: 'the parser here is strict in every mode',
  },
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': { default: 'false', ...oneOf('false') },
  'deletion_protection.enabled': {
    default: 'false',
    ...boolean,
    inert: 'a rehearsal may always be taken down',
  },
  'access_logs.s3.enabled': {
    default: 'false',
    ...boolean,
    inert: 'access logs are not written; tasks log each request',
  },
  'access_logs.s3.bucket': { default: '', ...anything, inert: 'access logs are not written' },
  'access_logs.s3.prefix': { default: '', ...anything, inert: 'access logs are not written' },
  'connection_logs.s3.enabled': { default: 'false', ...boolean, inert: 'connection logs are not written' },
  'connection_logs.s3.bucket': { default: '', ...anything, inert: 'connection logs are not written' },
  'connection_logs.s3.prefix': { default: '', ...anything, inert: 'connection logs are not written' },
  'health_check_logs.s3.enabled': {
    default: 'false',
    ...boolean,
    inert: 'health check logs are not written',
  },
  'health_check_logs.s3.bucket': { default: '', ...anything, inert: 'health check logs are not written' },
  'health_check_logs.s3.prefix': { default: '', ...anything, inert: 'health check logs are not written' },
  'load_balancing.cross_zone.enabled': {
    default: 'true',
    ...oneOf('true'),
    inert: 'one machine is one zone',
  },
  'waf.fail_open.enabled': { default: 'false', ...boolean, inert: 'the firewall is not played' },
  'zonal_shift.config.enabled': { default: 'false', ...boolean, inert: 'one machine is one zone' },
  'ipv6.deny_all_igw_traffic': { default: 'false', ...boolean, inert: 'loopback has no internet gateway' },
};

/** All attributes with their defaults filled in; one that is unknown or out of range is refused. */
export function resolveBalancerAttributes(
  given: readonly KeyValue[],
  balancer: string,
): ReadonlyMap<string, string> {
  const resolved = new Map(Object.entries(known).map(([key, attribute]) => [key, attribute.default]));
  for (const { Key = '', Value = '' } of given) {
    const attribute = known[Key];
    if (attribute === undefined) {
      const names = Object.keys(known).join(', ');
      throw new AwsError(
        'InvalidConfigurationRequest',
        `Load balancer '${balancer}': attribute key '${Key}' is not recognized, known: ${names}`,
      );
    }
    if (!attribute.allowed(String(Value))) {
      throw new AwsError(
        'InvalidConfigurationRequest',
        `Load balancer '${balancer}': attribute '${Key}' is '${Value}', allowed: ${attribute.says}`,
      );
    }
    resolved.set(Key, String(Value));
  }
  return resolved;
}

export function balancerAttributes(resolved: ReadonlyMap<string, string>): BalancerAttributes {
  const is = (key: string) => resolved.get(key) === 'true';
  return {
    idleTimeoutMs: Number(resolved.get('idle_timeout.timeout_seconds')) * 1000,
    clientKeepAliveMs: Number(resolved.get('client_keep_alive.seconds')) * 1000,
    dropInvalidHeaders: is('routing.http.drop_invalid_header_fields.enabled'),
    preserveHost: is('routing.http.preserve_host_header.enabled'),
    forwardedFor: resolved.get(
      'routing.http.xff_header_processing.mode',
    ) as BalancerAttributes['forwardedFor'],
    forwardedClientPort: is('routing.http.xff_client_port.enabled'),
    http2: is('routing.http2.enabled'),
  };
}

function between(value: string, from: number, to: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to;
}
