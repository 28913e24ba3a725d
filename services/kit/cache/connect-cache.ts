import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { CacheConfiguration } from '../configuration/cache-configuration.ts';
import type { Log } from '../telemetry/log.ts';

/** A cache that takes longer is slower than what it saves. */
const commandTimeoutMs = 250;

export function connectCache(configuration: CacheConfiguration, log: Log): Redis {
  const { host, port, user, password, prefix, authorityFile, tls } = configuration;
  const redis = new Redis({
    host,
    port,
    keyPrefix: prefix,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: authorityFile === undefined ? {} : { ca: readFileSync(authorityFile) } } : {}),
    // A command that waits for a connection is slower than doing without.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2000,
    // A node that is gone confirms no goodbye.
    disconnectTimeout: 100,
    // This was the primary, and a failover has given its name to another.
    reconnectOnError: ({ message }) => /\bREADONLY\b/.test(message),
    // The user of a service may run neither INFO nor CLIENT.
    enableReadyCheck: false,
    disableClientInfo: true,
    retryStrategy: (attempts) => 50 * 2 ** Math.min(attempts, 5) * (0.5 + Math.random() / 2),
  });
  redis.on('error', (error) => log.debug('the connection to the cache failed', { error }));
  return redis;
}
