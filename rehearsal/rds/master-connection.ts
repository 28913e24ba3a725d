import { readFile } from 'node:fs/promises';
import type { Address } from '../addresses.ts';
import type { LogPosition } from './changes/binary-log.ts';

/** What its master user is let in with. */
export interface MasterDoor {
  readonly address: Address;
  readonly user: string;
  readonly password: string;
  readonly authorityFile: string;
}

/** Asks a server one statement; what it answers, by the names of the columns. */
export type Ask = (statement: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Talks to a server as its master user, over TLS. */
export async function asMaster<T>(
  { address, user, password, authorityFile }: MasterDoor,
  talk: (ask: Ask) => Promise<T>,
): Promise<T> {
  // Loaded by those who need it: a rehearsal that restores nothing should not wait for it at its start.
  const { createConnection } = await import('mysql2/promise');
  const ca = await readFile(authorityFile, 'utf8');
  const ssl = { ca, verifyIdentity: true };
  const connection = await createConnection({ ...address, user, password, ssl, connectTimeout: 10_000 });
  try {
    return await talk(async (statement) => {
      const [rows] = await connection.query(statement);
      return Array.isArray(rows) ? (rows as readonly Record<string, unknown>[]) : [];
    });
  } finally {
    connection.destroy();
  }
}

/** Where the log of its changes ends, behind a whole transaction. */
export async function endOfChanges(ask: Ask): Promise<LogPosition> {
  const [status] = await ask('SHOW MASTER STATUS');
  if (status === undefined) throw new Error('the database server keeps no log of changes');
  return { file: String(status.File), position: Number(status.Position) };
}

/** Begins a new log and removes all before it. */
export async function forgetChanges(ask: Ask): Promise<void> {
  await ask('FLUSH BINARY LOGS');
  // It removes no log that it may need after a crash, and needs none soon after all else is on the disk.
  await ask('FLUSH ENGINE LOGS');
  const { file } = await endOfChanges(ask);
  await ask(`PURGE BINARY LOGS TO '${file}'`);
}
