import type { Log } from '../telemetry/log.ts';
import type { Clock, Timer } from '../time/clock.ts';
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

/** A new key is published ten minutes before it signs, so this is often enough. */
const refreshMs = 60_000;
const retryMs = 5_000;
/** Whoever sends tokens with made-up key ids makes us ask no more often than that. */
const missedMs = 5_000;

/** Keys that another service publishes. Those known last are believed for as long as it is away. */
export function fetchedKeys(parts: FetchedKeysParts): TokenKeys {
  const { url, authorityFile, given, log, clock } = parts;
  const fetcher = createKeyFetcher({ url, authorityFile });
  let keys = given;
  let text: string | undefined;
  let failure: unknown;
  let underWay: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let timer: Timer | undefined;
  let closed = false;

  const take = (document: string): void => {
    if (document === text) return;
    const { usable, unusable } = verificationKeysAmong(document);
    if (unusable > 0) log.warn('some published token keys are of a kind that is not used here', { unusable });
    if (usable.length === 0) throw new Error(`${url} publishes no key that can be used`);
    keys = [...given, ...usable];
    text = document;
    log.info('token keys are read', { keys: usable.length });
  };
  const ask = async (): Promise<void> => {
    askedAt = clock.now();
    try {
      take(await fetcher.fetch());
      failure = undefined;
    } catch (error) {
      if (closed) return;
      if (failure === undefined && text !== undefined) log.warn('the known token keys must do', { error });
      failure = error;
    }
    timer?.cancel();
    if (!closed) timer = clock.after(failure === undefined ? refreshMs : retryMs, () => void refresh());
  };
  const refresh = (): Promise<void> => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  void refresh();
  return {
    current: () => keys,
    known: () => text !== undefined,
    missed() {
      if (!closed && clock.now() - askedAt >= missedMs) void refresh();
    },
    async probe() {
      // While there are none, readiness asks for them eagerly; afterwards it reports how the last refresh went.
      if (text === undefined) await refresh();
      if (failure !== undefined) throw new Error(`no token keys from ${url}`, { cause: failure });
    },
    async close() {
      closed = true;
      timer?.cancel();
      await fetcher.close();
    },
  };
}
