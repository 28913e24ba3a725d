import { isNativeError } from 'node:util/types';

const lost: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'HANDSHAKE_SSL_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_NEW_ABORTING_CONNECTION',
  'ER_CONNECTION_KILLED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
]);
/** What mysql2 says only in words. */
const lostSentences = /closed state|Queue limit reached|Pool is closed/i;

/** The database did not get to carry the statement out, or nobody knows whether it did. */
export function isLostConnection(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && lost.has(code)) return true;
  return isNativeError(error) && lostSentences.test(error.message);
}

export function isDeadlock(error: unknown): boolean {
  return codeOf(error) === 'ER_LOCK_DEADLOCK';
}

/** The user is not there (yet), or may not do this. */
export function isAccessDenied(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR' || code === 'ER_BAD_DB_ERROR'
  );
}

/**
 * A token was not taken, as where RDS throttles all who connect anew after a failover, or none could be signed. With a
 * password the same means a wrong one.
 */
export function isRefusedToken(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ER_ACCESS_DENIED_ERROR' || code === 'AUTH_SWITCH_PLUGIN_ERROR';
}

/** A unique key has this value already. */
export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === 'ER_DUP_ENTRY';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
