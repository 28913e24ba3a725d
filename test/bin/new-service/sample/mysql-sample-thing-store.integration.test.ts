import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MysqlSampleThingStore } from '../../../../bin/new-service/sample/mysql-sample-thing-store.ts';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { recordedLog } from '../../../services/kit/support/recorded-log.ts';
import { createTestSchema, type TestSchema } from '../../../services/kit/support/test-schema.ts';

const migrations = new URL('../../../../bin/new-service/sample/migrations/', import.meta.url);
let schema: TestSchema;
beforeAll(async () => {
  schema = await createTestSchema(`sample_things_${randomBytes(4).toString('hex')}`);
});
afterAll(async () => {
  await schema.drop();
});

describe('sample things in MariaDB', () => {
  it('are found again as they were added, in a schema that was migrated twice', async () => {
    const { log } = recordedLog();
    for (const round of ['first', 'second']) {
      expect([round, await runMigrations({ database: schema.open(), directory: migrations, log })]).toEqual([
        round,
        0,
      ]);
    }
    const store = new MysqlSampleThingStore(schema.open());
    const thing = {
      id: '00000000-0000-4000-8000-000000000001',
      owner: 'kim',
      name: 'Größer als \u{1F41F}',
      madeAt: new Date('2026-01-02T03:04:05.678Z'),
    };
    await store.add(thing);
    expect(await store.find(thing.id)).toEqual(thing);
    expect(await store.find('00000000-0000-4000-8000-000000000002')).toBeUndefined();
  });
});
