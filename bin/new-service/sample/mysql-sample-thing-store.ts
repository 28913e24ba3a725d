import type { Database } from '../../../services/kit/database/database.ts';
import type { SampleThing } from './sample-thing.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

export class MysqlSampleThingStore implements SampleThingStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add({ id, owner, name, madeAt }: SampleThing): Promise<void> {
    await this.#database.run('INSERT INTO sample_things (id, owner, name, made_at) VALUES (?, ?, ?, ?)', [
      id,
      owner,
      name,
      madeAt,
    ]);
  }

  async find(id: string): Promise<SampleThing | undefined> {
    const [found] = await this.#database.rows<SampleThing>(
      'SELECT id, owner, name, made_at AS madeAt FROM sample_things WHERE id = ?',
      [id],
    );
    return found;
  }
}
