import type { SigningKey } from './signing-key.ts';

/** Where signing keys are kept. */
export interface SigningKeyStore {
  /** Those that are published at that moment, oldest first. The newest of all always is. */
  published(at: Date): Promise<readonly SigningKey[]>;
  /**
   * Adds the key, and ends the publication of those before it at `othersUntil` where it has no end yet.
   * False where another key took its generation; then nothing is changed.
   */
  succeed(key: SigningKey, othersUntil: Date): Promise<boolean>;
}
