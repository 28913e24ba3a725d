import type { CacheConfiguration } from '../../../../services/kit/configuration/cache-configuration.ts';

/** A key space of one test file's own on the tests' Redis. */
export function testCacheConfiguration(prefix: string): CacheConfiguration {
  const { host, port, user, password, authorityFile } = JSON.parse(process.env.SHOAL_TEST_CACHE ?? '{}');
  return { host, port, user, password, authorityFile, prefix, tls: true };
}
