import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeChangeLogs } from '../changes/change-log-files.ts';
import type { DatabaseSettings } from '../database-settings.ts';
import { startMariadb } from '../mariadb-server.ts';
import { type Ask, asMaster } from '../master-connection.ts';
import type { RdsParts } from '../rds-parts.ts';

/** What the logs to be replayed are called. */
export const replayed = 'replayed';

export interface Replay {
  readonly parts: RdsParts;
  /** The new database's name. */
  readonly identifier: string;
  /** Its folder: `data/` in it holds what the old one was when its server started, and the logs. */
  readonly folder: string;
  readonly settings: DatabaseSettings;
  readonly first: string;
  readonly last: string;
  readonly signal: AbortSignal;
}

/**
 * Brings copied data to where its logs end. MariaDB repeats them itself, as a replica repeats what it has fetched; that
 * it never fetched any, and that there is nothing to fetch from, it need not know.
 */
export async function replayChanges(replay: Replay): Promise<void> {
  const { parts, identifier, folder, settings, first, last, signal } = replay;
  const name = `replay ${identifier}`;
  const address = await parts.addresses.claim(name, parts.addresses.databasePort);
  const { certificates } = parts;
  const files = await certificates.certificateFor([`${identifier}.database`, 'localhost'], [address.host]);
  const { authorityFile } = certificates;
  const { user, password, database } = settings;
  try {
    const server = await startMariadb({
      program: await parts.program(),
      processes: parts.processes,
      folder,
      address,
      tls: { ...files, authorityFile, required: true },
      master: { user, password },
      ...(database !== undefined && { database }),
      // The copy of a server that was killed is started with the log in which it finds what it had committed.
      keepsChanges: true,
      variables: {
        // It would leave out what a server of its own number has done.
        server_id: '2',
        relay_log: replayed,
        skip_slave_start: 'ON',
        innodb_flush_log_at_trx_commit: '0',
      },
    });
    try {
      await asMaster({ address, user, password, authorityFile }, (ask) =>
        repeat(ask, { first, last, signal }),
      );
    } finally {
      await server.stop();
    }
  } finally {
    parts.addresses.release(name);
  }
  await removeChangeLogs(join(folder, 'data'));
}

async function repeat(
  ask: Ask,
  { first, last, signal }: Pick<Replay, 'first' | 'last' | 'signal'>,
): Promise<void> {
  await ask(
    `CHANGE MASTER TO MASTER_HOST = 'nobody', MASTER_USE_GTID = no, RELAY_LOG_FILE = '${first}', RELAY_LOG_POS = 4`,
  );
  await ask('START SLAVE SQL_THREAD');
  for (;;) {
    signal.throwIfAborted();
    const [status = {}] = await ask('SHOW SLAVE STATUS');
    if (status.Slave_SQL_Running !== 'Yes') throw new Error(causeIn(status));
    // Behind the last of them stands a log of its own, which is empty.
    if (orderOf(status.Relay_Log_File) > orderOf(last)) break;
    await sleep(50, undefined, { signal });
  }
  await ask('STOP SLAVE');
  await ask('RESET SLAVE ALL');
}

function orderOf(log: unknown): number {
  return Number(String(log).split('.').at(-1));
}

/** Without the statement: one that makes a user names its password. */
function causeIn({ Last_SQL_Error: error }: Readonly<Record<string, unknown>>): string {
  const [cause = ''] = String(error ?? '').split(/\.? Query: /);
  return cause === '' ? 'the changes could not be repeated' : `the changes could not be repeated: ${cause}`;
}
