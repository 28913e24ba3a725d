import { environmentNames as names } from '../../../../platform/environment-names.ts';
import type { CacheConfiguration } from '../../../../services/kit/configuration/cache-configuration.ts';
import type { DatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';

export interface ServiceNeeds {
  readonly database?: DatabaseConfiguration;
  readonly cache?: CacheConfiguration;
}

/** What the process of any service is given: a port of its own, and the way to what it needs. */
export function serviceEnvironment(service: string, { database, cache }: ServiceNeeds) {
  return {
    [names.serviceName]: service,
    [names.host]: '127.0.0.1',
    [names.port]: '0',
    [names.drainSeconds]: '0',
    ...(database && {
      [names.databaseHost]: database.host,
      [names.databasePort]: String(database.port),
      [names.databaseName]: database.name,
      [names.databaseUser]: database.user,
      [names.databasePassword]: database.password ?? '',
    }),
    ...(cache && {
      [names.cacheHost]: cache.host,
      [names.cachePort]: String(cache.port),
      [names.cacheUser]: cache.user ?? '',
      [names.cachePassword]: cache.password ?? '',
      [names.cachePrefix]: cache.prefix,
    }),
    [names.trustedAuthorityFile]: (database ?? cache)?.authorityFile ?? '',
  };
}
