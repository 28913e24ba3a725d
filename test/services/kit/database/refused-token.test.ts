import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../../services/kit/database/database.ts';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import type { Log } from '../../../../services/kit/telemetry/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type DatabaseDoor, startDatabaseDoor } from '../support/start-database-door.ts';

const before = { ...process.env };
let door: DatabaseDoor;
let database: Database;
let log: Log;
let lines: ReturnType<typeof recordedLog>['lines'];

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = '/dev/null';
});
afterEach(async () => {
  process.env = { ...before };
  await database.close().catch(() => {});
  await door.close();
});

async function knock(asks: Parameters<typeof startDatabaseDoor>[0], password?: string): Promise<void> {
  door = await startDatabaseDoor(asks);
  ({ log, lines } = recordedLog());
  const { host, port, authorityFile } = door;
  database = createDatabase(
    { host, port, authorityFile, name: 'catalog', user: 'catalog', password, tls: true },
    { log },
  );
}

describe('a database that is entered with tokens', () => {
  it('is away where it refuses one, as it does while too many connect, and is not asked again at once', async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' });
    await knock('for a token');
    const asked = database.rows('SELECT 1');
    await expect(asked).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(door.shown).toEqual([expect.stringContaining('DBUser=catalog&')]);
    await expect(database.transaction(async () => {})).rejects.toMatchObject({ status: 503 });
    expect(lines).toContainEqual(expect.objectContaining({ message: 'the database cannot be reached' }));
  });

  it('is away where none can be signed, since nobody gives credentials', async () => {
    await knock('for a token');
    await expect(database.run('DO 1')).rejects.toMatchObject({ status: 503, kind: 'unavailable' });
    expect(door.shown).toEqual(['']);
  });

  it('is waited for by migrations', async () => {
    await knock('for a token');
    const clock = createFakeClock();
    const directory = new URL('../../../../services/catalog/migrations/', import.meta.url);
    let code: number | undefined;
    const running = runMigrations({ database, directory, log, waitMs: 1000, clock });
    void running.then((exitCode) => {
      code = exitCode;
    });
    // Time passes while it waits, and stands still while it knocks.
    while (code === undefined) await clock.advance(clock.pending === 0 ? 0 : 500);
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'waiting for the database' }));
  });
});

describe('a database that is entered with a password', () => {
  it('fails where it refuses it, which no waiting mends', async () => {
    await knock('for nothing', 'wrong');
    await expect(database.rows('SELECT 1')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  });
});
