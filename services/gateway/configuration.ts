import { environmentNames as names, urlVariableOf } from '../../platform/environment-names.ts';
import type { Environment } from '../kit/configuration/environment.ts';
import { gateway } from './service.ts';

/** What only the gateway is told. */
export interface GatewayConfiguration {
  /** Where each service behind it is, by name. */
  readonly upstreams: Readonly<Record<string, string>>;
  /** Where the environment fixes it: in tests and measurements. Elsewhere it is a setting. */
  readonly rateLimit: RateLimit | undefined;
  /** Web origins whose pages may call it; `*` stands for any. */
  readonly allowedOrigins: readonly string[];
  /** How many balancers write X-Forwarded-For before a request gets here. */
  readonly trustedHops: number;
  readonly authorityFile: string | undefined;
}

export interface RateLimit {
  /** Requests that one client may send in a window. */
  readonly requests: number;
  readonly windowMs: number;
}

export function readGatewayConfiguration(environment: Environment): GatewayConfiguration {
  return {
    upstreams: Object.fromEntries(
      gateway.calls.map((service) => [
        service,
        environment.url(urlVariableOf(service), { fix: `set it to where ${service} is reached` }),
      ]),
    ),
    rateLimit: environment.optionalText(names.rateLimit) === undefined ? undefined : fixedLimit(environment),
    allowedOrigins: environment
      .text(names.allowedOrigins, { fallback: '*', fix: 'name the origins, or *' })
      .split(',')
      .map((origin) => origin.trim()),
    trustedHops: environment.integer(names.trustedHops, {
      min: 0,
      max: 5,
      fallback: 1,
      fix: 'count the balancers that stand before the gateway',
    }),
    authorityFile: environment.optionalText(names.trustedAuthorityFile),
  };
}

function fixedLimit(environment: Environment): RateLimit {
  return {
    requests: environment.integer(names.rateLimit, {
      min: 1,
      max: 1_000_000,
      fix: 'set it to how many requests one client may send in a window',
    }),
    windowMs:
      1000 *
      environment.integer(names.rateLimitSeconds, {
        min: 1,
        max: 3600,
        fallback: 10,
        fix: 'set it to the length of a window',
      }),
  };
}
