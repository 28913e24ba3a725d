import type { Redis } from 'ioredis';
import type { Clock, Timer } from '../time/clock.ts';

/** Leaves a cache that failed alone until it answers a probe, so that one that hangs slows few requests. */
export interface Probing {
  /** It failed, and has answered no probe since. */
  readonly underWay: boolean;
  begin(): void;
  stop(): void;
}

const betweenProbesMs = 500;
/**
 * A node that is lost with its host closes nothing, and Linux sends to it for a quarter of an hour before it gives up,
 * while the address of the cache has long been another's. ioredis's own `socketTimeout` asks for a timer per answer, and
 * in 5.9.3 one of a connection that was closed ends the next one.
 */
const probesOfAConnection = 3;

export function createProbing(redis: Pick<Redis, 'ping' | 'status' | 'disconnect'>, clock: Clock): Probing {
  let next: Timer | undefined;
  let unanswered = 0;
  let stopped = false;

  const probe = async (): Promise<void> => {
    const answered = await redis.ping().then(
      () => true,
      () => false,
    );
    next = undefined;
    if (answered || stopped) {
      unanswered = 0;
      return;
    }
    // Without a connection it is the dialling that goes on by itself.
    unanswered = redis.status === 'ready' ? unanswered + 1 : 0;
    if (unanswered === probesOfAConnection) {
      unanswered = 0;
      redis.disconnect(true);
    }
    begin();
  };
  const begin = (): void => {
    if (!stopped) next ??= clock.after(betweenProbesMs, () => void probe());
  };
  return {
    get underWay() {
      return next !== undefined;
    },
    begin,
    stop() {
      stopped = true;
      next?.cancel();
    },
  };
}
