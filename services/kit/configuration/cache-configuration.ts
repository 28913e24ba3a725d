import { environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from './environment.ts';

/** How to reach the service's own key space. */
export interface CacheConfiguration {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Stands before every key; the user may touch no other. */
  readonly prefix: string;
  readonly authorityFile: string | undefined;
  /** Off only towards a cache of a test. */
  readonly tls: boolean;
}

export function readCacheConfiguration(environment: Environment): CacheConfiguration {
  return {
    host: environment.text(names.cacheHost, { fix: 'set it to the endpoint of the cache' }),
    port: environment.integer(names.cachePort, {
      min: 1,
      max: 65535,
      fallback: 6379,
      fix: 'set it to the port of the cache',
    }),
    user: environment.optionalText(names.cacheUser),
    password: environment.optionalText(names.cachePassword),
    prefix: environment.text(names.cachePrefix, { fix: 'set it to the key prefix of the service' }),
    authorityFile: environment.optionalText(names.trustedAuthorityFile),
    tls: true,
  };
}
