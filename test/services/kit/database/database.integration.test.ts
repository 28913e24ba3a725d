import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../../services/kit/database/database.ts';
import { isDuplicateKey } from '../../../../services/kit/database/database-errors.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { createTestSchema, type TestSchema } from '../support/test-schema.ts';

let schema: TestSchema;
let database: Database;

beforeAll(async () => {
  schema = await createTestSchema('kit_database');
  database = schema.open();
  await database.query(
    'CREATE TABLE things (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, stock BIGINT NOT NULL)',
  );
  await database.query('INSERT INTO things VALUES ?', [
    [
      [1, 'one', 10],
      [2, 'two', 20],
      [3, 'drei €', 30],
    ],
  ]);
});
afterAll(() => schema.drop());

describe('a database', () => {
  it('binds whole numbers so that LIMIT takes them', async () => {
    const rows = await database.rows('SELECT id, name FROM things WHERE id > ? ORDER BY id LIMIT ?', [1, 1]);
    expect(rows).toEqual([{ id: 2, name: 'two' }]);
  });

  it('expands arrays in the text protocol', async () => {
    const rows = await database.query('SELECT name FROM things WHERE id IN (?) ORDER BY id', [[1, 3]]);
    expect(rows).toEqual([{ name: 'one' }, { name: 'drei €' }]);
  });

  it('tells a duplicate key from other errors', async () => {
    const failing = database.run('INSERT INTO things VALUES (?, ?, ?)', [1, 'again', 1]);
    await expect(failing.catch((error: unknown) => isDuplicateKey(error))).resolves.toBe(true);
  });

  it('undoes a transaction whose work throws', async () => {
    const failing = database.transaction(async (transaction) => {
      await transaction.run('UPDATE things SET stock = 0 WHERE id = ?', [1]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.rows('SELECT stock FROM things WHERE id = ?', [1])).toEqual([{ stock: 10 }]);
  });

  it('repeats a transaction that the database ended to break a deadlock', async () => {
    let runs = 0;
    const bothHoldOne = Promise.withResolvers<void>();
    const swap = (first: number, second: number) =>
      database.transaction(async (transaction) => {
        runs++;
        await transaction.run('UPDATE things SET stock = stock + 1 WHERE id = ?', [first]);
        if (runs === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await transaction.run('UPDATE things SET stock = stock + 1 WHERE id = ?', [second]);
      });
    await Promise.all([swap(2, 3), swap(3, 2)]);
    expect(runs).toBe(3);
    expect(await database.rows('SELECT id, stock FROM things WHERE id > 1 ORDER BY id')).toEqual([
      { id: 2, stock: 22 },
      { id: 3, stock: 32 },
    ]);
  });

  it('reads on after its connections were killed', async () => {
    const victim = schema.open();
    await Promise.all([victim.rows('SELECT SLEEP(0.05)'), victim.rows('SELECT SLEEP(0.05)')]);
    const [own] = await victim.rows<{ id: number }>('SELECT CONNECTION_ID() AS id');
    const all = await database.rows<{ id: number }>(
      "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = 'kit_database' AND ID <> CONNECTION_ID()",
    );
    expect(all.map(({ id }) => Number(id))).toContain(Number(own?.id));
    for (const { id } of all) await database.query(`KILL ${Number(id)}`).catch(() => {});
    await expect(victim.rows('SELECT COUNT(*) AS n FROM things')).resolves.toEqual([{ n: 3 }]);
  });

  it('gives up connections that do not answer, and waiting for them, and goes on with others', async () => {
    const impatient = schema.open(100);
    const stuck = Array.from({ length: 12 }, () => impatient.run('DO SLEEP(3)'));
    const outcomes = await Promise.allSettled(stuck);
    expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
    await expect(stuck[0]).rejects.toMatchObject({ status: 503, kind: 'unavailable' });
    await expect(impatient.rows('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('gives up a session at its limit, and the rows it has locked', async () => {
    const began = Promise.withResolvers<void>();
    const stuck = database.session(async (session) => {
      await session.query('START TRANSACTION');
      await session.query('SELECT id FROM things WHERE id = 3 FOR UPDATE');
      began.resolve();
      await new Promise(() => {});
    }, 200);
    const outcome = expect(stuck).rejects.toThrow('the database did not answer in 200 ms');
    await began.promise;
    const free = 'SELECT id FROM things WHERE id = 3 FOR UPDATE SKIP LOCKED';
    await expect(database.query(free)).resolves.toEqual([]);
    await outcome;
    while ((await database.query(free)).length === 0);
  });

  it('leaves a session without a limit alone', async () => {
    const impatient = schema.open(50);
    await expect(impatient.session((session) => session.query('DO SLEEP(0.2)'))).resolves.toBeDefined();
  });

  it('is a 503 to the client where it cannot be reached', async () => {
    const nowhere = createDatabase({ ...schema.configuration, port: 1 }, { log: recordedLog().log });
    await expect(nowhere.rows('SELECT 1')).rejects.toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    await expect(nowhere.ping()).rejects.toThrow();
    await nowhere.close();
  });

  it('speaks TLS', async () => {
    const [row] = await database.rows<{ Value: string }>("SHOW STATUS LIKE 'Ssl_version'");
    expect(row?.Value).toMatch(/^TLS/);
  });
});
