import { createIds, type Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { EventHandler } from './event-handler.ts';
import { handleMessage, type Outcome } from './handle-message.ts';
import { hiddenSeconds, hideWhileHandled } from './hide-while-handled.ts';
import type { Queue, QueuedMessage } from './queue.ts';
import { rest } from './rest.ts';
import { restSeconds as afterFailure } from './rest-seconds.ts';

/** Hands what arrives in the service's queue to its handlers. Every task of a service has one; they share the work. */
export interface Consumer {
  figures(): ConsumerFigures;
  /** Receives nothing more and finishes what it has. */
  stop(): Promise<void>;
}

export interface ConsumerFigures {
  readonly handled: number;
  readonly failed: number;
  readonly inFlight: number;
  /** How long the oldest message received last had been in the queue; 0 where none was there. */
  readonly queueAgeMs: number;
}

export interface ConsumerParts {
  readonly queue: Queue;
  readonly handlers: readonly EventHandler[];
  readonly log: Log;
  /**
   * Asked before more is received after a failure. While it rejects nothing is received, so that an outage does not
   * use up the few times a message is handed out: `() => database.ping()`.
   */
  readonly ready: () => Promise<void>;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly metrics?: Metrics;
  /** How many batches of ten are worked on at a time. @default - 2 */
  readonly batches?: number;
  /** How long one message may be worked on. @default - 30 s */
  readonly limitMs?: number;
  /** How long a message rests that failed for the nth time. @default - 2, 8, 32 and 128 s, then none */
  readonly restSeconds?: (receives: number) => number;
}

/** What still runs at a stop gets this long. */
const finishMs = 10_000;
const longestRestMs = 30_000;

export function startConsumer(parts: ConsumerParts): Consumer {
  const { queue, log, ready, clock = systemClock, ids = createIds(), metrics = processMetrics } = parts;
  const { batches = 2, limitMs = 30_000, restSeconds = afterFailure } = parts;
  const handlers = handlersByEvent(parts.handlers);
  const receiving = new AbortController();
  const handling = new AbortController();
  const counts = { handled: 0, failed: 0, inFlight: 0, queueAgeMs: 0 };
  let troubled = false;

  const settle = async (messages: readonly QueuedMessage[], outcomes: readonly Outcome[]): Promise<void> => {
    const handled = messages.filter((_, index) => outcomes[index] === 'handled');
    const others = messages.flatMap((message, index) => {
      const outcome = outcomes[index];
      if (outcome === 'handled') return [];
      return [{ message, seconds: outcome === 'failed' ? restSeconds(message.receives) : 0 }];
    });
    counts.handled += handled.length;
    counts.failed += others.length;
    if (handled.length > 0) metrics.count('EventsHandled', handled.length);
    if (others.length > 0) metrics.count('EventFailures', others.length);
    if (outcomes.includes('failed')) troubled = true;
    if (handled.length > 0) await queue.delete(handled);
    if (others.length > 0) await queue.hide(others);
  };
  const handle = async (messages: readonly QueuedMessage[]): Promise<void> => {
    const hiding = hideWhileHandled(messages, { queue, clock, log, limitMs });
    counts.inFlight += messages.length;
    try {
      const how = { handlers, log, clock, ids, limitMs, metrics, signal: handling.signal };
      const outcomes = await Promise.all(messages.map((message) => handleMessage(message, how)));
      hiding.stop();
      await settle(messages, outcomes);
    } finally {
      hiding.stop();
      counts.inFlight -= messages.length;
    }
  };
  const loop = async (): Promise<void> => {
    const { signal } = receiving;
    let failuresInARow = 0;
    while (!signal.aborted) {
      try {
        if (troubled) await ready();
        troubled = false;
        const messages = await queue.receive({ hiddenSeconds, signal });
        counts.queueAgeMs = Math.max(0, ...messages.map(({ sentAt }) => clock.now() - sentAt));
        metrics.gauge('QueueAgeSeconds', counts.queueAgeMs / 1000);
        metrics.gauge('EventsUnderWay', counts.inFlight + messages.length);
        if (messages.length > 0) await handle(messages);
        failuresInARow = 0;
      } catch (error) {
        if (signal.aborted) break;
        const restMs = Math.min(500 * 2 ** failuresInARow++, longestRestMs);
        log.warn('no events are received for now', { error, restMs });
        await rest(clock, restMs, signal);
      }
    }
  };
  const loops = Array.from({ length: batches }, loop);

  return {
    figures: () => ({ ...counts }),
    async stop() {
      receiving.abort();
      const timer = clock.after(finishMs, () => handling.abort(new Error('the task ends')));
      await Promise.all(loops);
      timer.cancel();
      queue.close();
    },
  };
}

function handlersByEvent(handlers: readonly EventHandler[]): ReadonlyMap<string, EventHandler> {
  const byEvent = new Map(handlers.map((handler) => [handler.event, handler]));
  const twice = handlers.find((handler) => byEvent.get(handler.event) !== handler);
  if (twice === undefined) return byEvent;
  throw new Error(`event '${twice.event}' has two handlers, of which one would never be called; join them`);
}
