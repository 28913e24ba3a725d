import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createHashingQueue } from './hashing-queue.ts';
import { type Argon2Cost, type Argon2Hash, formatHash, parseHash } from './password-hash.ts';

/** Hashes and checks passwords off the event loop. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time for a wrong password as for no hash, which stands for a user that is not there. */
  check(password: string, hash: string | undefined): Promise<PasswordVerdict>;
}

export interface PasswordVerdict {
  readonly right: boolean;
  /** Whether the hash was made at another cost than is asked for now. */
  readonly outdated: boolean;
}

export interface PasswordsParts {
  /** @default - 19 MiB, 2 passes, 1 lane, as OWASP advises */
  readonly cost?: Argon2Cost;
}

const advised: Argon2Cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const derive = promisify(argon2);
/** Two of the four threads that also look up names and read files. */
const atOnce = 2;
/** More than these would time out before their turn. */
const mostWaiting = 50;

export function createPasswords({ cost = advised }: PasswordsParts = {}): Passwords {
  const queue = createHashingQueue({ atOnce, mostWaiting });
  const keyOf = (password: string, { salt, key, memoryKiB, passes, lanes }: Argon2Hash): Promise<Buffer> =>
    queue.run(() =>
      derive('argon2id', {
        // One password may be typed in several sequences of characters that look the same.
        message: password.normalize('NFC'),
        nonce: salt,
        parallelism: lanes,
        tagLength: key.length,
        memory: memoryKiB,
        passes,
      }),
    );
  const fresh = (): Argon2Hash => ({ ...cost, salt: randomBytes(16), key: Buffer.alloc(32) });

  return {
    async hash(password) {
      const hash = fresh();
      return formatHash({ ...hash, key: await keyOf(password, hash) });
    },
    async check(password, text) {
      const stored = text === undefined ? undefined : parseHash(text);
      const key = await keyOf(password, stored ?? fresh());
      return {
        right: stored !== undefined && timingSafeEqual(key, stored.key),
        outdated: stored !== undefined && !sameCost(stored, cost),
      };
    },
  };
}

function sameCost(one: Argon2Cost, other: Argon2Cost): boolean {
  return one.memoryKiB === other.memoryKiB && one.passes === other.passes && one.lanes === other.lanes;
}
