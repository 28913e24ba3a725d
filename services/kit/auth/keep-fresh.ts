import type { Clock, Timer } from '../time/clock.ts';
import type { TokenKeys } from './token-keys.ts';

export interface KeepFreshParts {
  readonly clock: Clock;
  readonly refreshMs: number;
  /** After a failure; and no sooner for tokens with key ids that we do not know, which anybody can make up. */
  readonly retryMs: number;
  readonly read: () => Promise<void>;
  readonly known: () => boolean;
  /** Told the first of several failures while there are keys. */
  readonly outdated: (error: unknown) => void;
  /** What a probe says while they cannot be read. */
  readonly unread: string;
}

/** Reads keys again and again, one reading at a time. Those known last hold for as long as that fails. */
export function keepFresh(parts: KeepFreshParts): Pick<TokenKeys, 'known' | 'missed' | 'probe' | 'close'> {
  const { clock, refreshMs, retryMs, read, known, outdated, unread } = parts;
  let failure: unknown;
  let underWay: Promise<void> | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let timer: Timer | undefined;
  let closed = false;

  const ask = async (): Promise<void> => {
    askedAt = clock.now();
    try {
      await read();
      failure = undefined;
    } catch (error) {
      if (closed) return;
      if (failure === undefined && known()) outdated(error);
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
    known,
    missed() {
      if (!closed && clock.now() - askedAt >= retryMs) void refresh();
    },
    async probe() {
      // While there are none, readiness asks for them eagerly; afterwards it reports how the last refresh went.
      if (!known()) await refresh();
      if (failure !== undefined) throw new Error(unread, { cause: failure });
    },
    async close() {
      closed = true;
      timer?.cancel();
    },
  };
}
