import type { Log } from '../telemetry/log.ts';
import type { Clock, Timer } from '../time/clock.ts';
import type { Queue, QueuedMessage } from './queue.ts';

/** How long a message is hidden from other tasks at a time: as long as nobody works on one whose task died. */
export const hiddenSeconds = 30;
const againMs = (hiddenSeconds * 1000) / 3;

export interface HidingParts {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Log;
  /** After that a message is shown to others, whoever still works on it. */
  readonly limitMs: number;
}

/** Keeps messages hidden until it is stopped. */
export function hideWhileHandled(
  messages: readonly QueuedMessage[],
  { queue, clock, log, limitMs }: HidingParts,
): { stop(): void } {
  const until = clock.now() + limitMs;
  let timer: Timer;
  const again = (): void => {
    timer = clock.after(againMs, () => {
      if (clock.now() >= until) return;
      queue
        .hide(messages.map((message) => ({ message, seconds: hiddenSeconds })))
        .catch((error: unknown) => log.warn('messages may be handed out twice', { error }));
      again();
    });
  };
  again();
  return { stop: () => timer.cancel() };
}
