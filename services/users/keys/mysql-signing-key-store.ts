import type { JsonWebKey } from 'node:crypto';
import type { Database } from '../../kit/database/database.ts';
import { isDuplicateKey } from '../../kit/database/database-errors.ts';
import type { SigningKey } from './signing-key.ts';
import type { SigningKeyStore } from './signing-key-store.ts';

const columns = 'generation, key_id, public_key, sealed_private_key, signs_from, published_until';

interface KeyRow {
  readonly generation: number;
  readonly key_id: string;
  readonly public_key: string;
  readonly sealed_private_key: Buffer;
  readonly signs_from: Date;
  readonly published_until: Date | null;
}

export class MysqlSigningKeyStore implements SigningKeyStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async published(at: Date): Promise<readonly SigningKey[]> {
    const rows = await this.#database.rows<KeyRow>(
      `SELECT ${columns} FROM signing_keys
        WHERE published_until IS NULL OR published_until > ? ORDER BY generation`,
      [at],
    );
    return rows.map((row) => ({
      generation: row.generation,
      keyId: row.key_id,
      publicKey: JSON.parse(row.public_key) as JsonWebKey,
      sealedPrivateKey: row.sealed_private_key,
      signsFrom: row.signs_from,
      publishedUntil: row.published_until ?? undefined,
    }));
  }

  async succeed(key: SigningKey, othersUntil: Date): Promise<boolean> {
    try {
      await this.#database.transaction(async (transaction) => {
        await transaction.run(`INSERT INTO signing_keys (${columns}) VALUES (?, ?, ?, ?, ?, NULL)`, [
          key.generation,
          key.keyId,
          JSON.stringify(key.publicKey),
          key.sealedPrivateKey,
          key.signsFrom,
        ]);
        await transaction.run(
          'UPDATE signing_keys SET published_until = ? WHERE generation < ? AND published_until IS NULL',
          [othersUntil, key.generation],
        );
      });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }
}
