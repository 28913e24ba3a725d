import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { environmentNames as names } from '../../../platform/environment-names.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { type CatalogDatabase, createCatalogDatabase } from './support/catalog-database.ts';

const processes = serviceProcesses('catalog');
let catalog: CatalogDatabase;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  catalog = await createCatalogDatabase();
  const { configuration: database } = catalog;
  environment = {
    ...serviceEnvironment('catalog', { database, cache: testCacheConfiguration(`${database.name}:`) }),
    [names.tokenKeys]: JSON.stringify((await createTestTokens()).jwks),
  };
});
afterAll(async () => {
  await catalog.drop();
});
afterEach(() => processes.killAll());

const start = (command: readonly string[], env = environment) => processes.start(command, env);

describe('the process of the catalog', () => {
  it('seeds, serves what it seeded, and stops when it is told to', async () => {
    const seeding = start(['seed']);
    expect(await seeding.ended).toMatchObject({ code: 0 });
    expect(seeding.lines).toMatchObject([{ added: 200 }]);
    const serving = start([]);
    const { port } = await serving.line('listening');
    await serving.line('database is reached');
    const answer = await request(`http://127.0.0.1:${port}/v1/products?limit=100`);
    expect(await answer.body.json()).toMatchObject({ products: expect.arrayContaining([expect.anything()]) });
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('migrates what is migrated already', async () => {
    const migrating = start(['migrate']);
    expect(await migrating.ended).toMatchObject({ code: 0 });
    expect(migrating.lines.at(-1)).toMatchObject({ migrations: 3, applied: 0 });
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await start([], {}).ended;
    expect(code).toBe(1);
    for (const name of [names.databaseHost, names.databaseUser, names.cacheHost, names.tokenKeys]) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });

  it('knows no other command', async () => {
    const other = start(['sede']);
    expect(await other.ended).toEqual({
      code: 1,
      stderr: "'sede' is no command of catalog, known: serve, migrate, seed\n",
    });
  });
});
