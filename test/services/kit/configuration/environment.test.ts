import { describe, expect, it } from '@jest/globals';
import { readCacheConfiguration } from '../../../../services/kit/configuration/cache-configuration.ts';
import { readDatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';
import { readEnvironment } from '../../../../services/kit/configuration/environment.ts';
import { readServiceConfiguration } from '../../../../services/kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../../../../services/kit/configuration/token-configuration.ts';

const variables = {
  SERVICE_NAME: 'sample',
  PORT: '3000',
  DATABASE_HOST: 'db',
  DATABASE_NAME: 'sample',
  DATABASE_USER: 'sample',
  CACHE_HOST: 'cache',
  CACHE_PREFIX: 'sample:',
  TOKEN_KEYS: '{"keys":[]}',
};

function read(given: Readonly<Record<string, string | undefined>>) {
  const environment = readEnvironment(given);
  const configuration = {
    service: readServiceConfiguration(environment),
    database: readDatabaseConfiguration(environment),
    cache: readCacheConfiguration(environment),
    tokens: readTokenConfiguration(environment),
  };
  environment.complete();
  return configuration;
}

describe('the environment', () => {
  it('is read into types, with the defaults', () => {
    expect(read(variables)).toMatchObject({
      service: { serviceName: 'sample', port: 3000, host: '0.0.0.0', logLevel: 'info', drainMs: 15_000 },
      database: { port: 3306, tls: true, password: undefined },
      cache: { port: 6379, prefix: 'sample:', tls: true },
      tokens: { keys: [], issuer: 'shoal' },
    });
  });

  it('tells everything that is wrong at once: variable, value, what is allowed and the fix', () => {
    const wrong = { ...variables, SERVICE_NAME: undefined, PORT: '80a', LOG_LEVEL: 'loud', TOKEN_KEYS: '[]' };
    expect(() => read(wrong)).toThrow(
      [
        'the configuration is wrong:',
        '  SERVICE_NAME is not set; set it to the name of the folder in services/',
        "  PORT is '80a', allowed: a whole number from 0 to 65535; set it to the port of the container",
        "  LOG_LEVEL is 'loud', allowed: debug, info, warn, error, off; choose one of them",
        `  TOKEN_KEYS is '[]…', allowed: a JWKS: {"keys":[{"kty":"EC",…}]}; publish the public keys of the signer`,
      ].join('\n'),
    );
  });

  it('counts a variable that is set to nothing as not set', () => {
    expect(() => read({ ...variables, DATABASE_HOST: '' })).toThrow('DATABASE_HOST is not set');
  });

  it.each(['catalog', 'ftp://a', 'http://a/path', 'http://a?x=1'])('takes no address like %s', (value) => {
    const environment = readEnvironment({ CATALOG_URL: value });
    environment.url('CATALOG_URL', { fix: 'set it' });
    expect(() => environment.complete()).toThrow(`CATALOG_URL is '${value}', allowed: http://host:port`);
  });
});
