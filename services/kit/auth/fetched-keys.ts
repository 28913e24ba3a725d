import type { Log } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import { keepFresh } from './keep-fresh.ts';
import { createKeyFetcher } from './key-fetcher.ts';
import type { TokenKeys } from './token-keys.ts';
import { type VerificationKey, verificationKeysAmong } from './verification-keys.ts';

export interface FetchedKeysParts {
  readonly url: string;
  readonly authorityFile: string | undefined;
  /** Believed beside those that are published. */
  readonly given: readonly VerificationKey[];
  readonly log: Log;
  readonly clock: Clock;
}

/** Keys that another service publishes. Those known last are believed for as long as it is away. */
export function fetchedKeys(parts: FetchedKeysParts): TokenKeys {
  const { url, authorityFile, given, log, clock } = parts;
  const fetcher = createKeyFetcher({ url, authorityFile });
  let keys = given;
  let text: string | undefined;

  const take = (document: string): void => {
    if (document === text) return;
    const { usable, unusable } = verificationKeysAmong(document);
    if (unusable > 0) log.warn('some published token keys are of a kind that is not used here', { unusable });
    if (usable.length === 0) throw new Error(`${url} publishes no key that can be used`);
    keys = [...given, ...usable];
    text = document;
    log.info('token keys are read', { keys: usable.length });
  };
  const fresh = keepFresh({
    clock,
    // A new key is published ten minutes before it signs, so this is often enough.
    refreshMs: 60_000,
    retryMs: 5_000,
    read: async () => take(await fetcher.fetch()),
    known: () => text !== undefined,
    outdated: (error) => log.warn('the known token keys must do', { error }),
    unread: `no token keys from ${url}`,
  });
  return {
    ...fresh,
    current: () => keys,
    async close() {
      await fresh.close();
      await fetcher.close();
    },
  };
}
