import type { SigningKey } from '../../../../services/users/keys/signing-key.ts';
import type { SigningKeyStore } from '../../../../services/users/keys/signing-key-store.ts';

/** Keeps the promises of a store of signing keys for the length of a test. */
export class InMemorySigningKeyStore implements SigningKeyStore {
  #keys: readonly SigningKey[] = [];
  /** While it is set, the store is away. */
  away = false;

  async published(at: Date): Promise<readonly SigningKey[]> {
    this.#answer();
    return this.#keys.filter(({ publishedUntil }) => publishedUntil === undefined || publishedUntil > at);
  }

  async succeed(key: SigningKey, othersUntil: Date): Promise<boolean> {
    this.#answer();
    if (this.#keys.some(({ generation }) => generation === key.generation)) return false;
    const others = this.#keys.map((other) => ({
      ...other,
      publishedUntil: other.publishedUntil ?? othersUntil,
    }));
    this.#keys = [...others, key];
    return true;
  }

  #answer(): void {
    if (this.away) throw new Error('the store is away');
  }
}
