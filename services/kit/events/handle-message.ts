import type { Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Clock } from '../time/clock.ts';
import { eventContext } from './event-context.ts';
import type { EventHandler } from './event-handler.ts';
import type { QueuedMessage } from './queue.ts';
import { MalformedEvent, readEvent } from './read-event.ts';

/** `handled`: delete it. `failed`: it may go better later. `malformed`: it never will. */
export type Outcome = 'handled' | 'failed' | 'malformed';

export interface HandlingParts {
  readonly handlers: ReadonlyMap<string, EventHandler>;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signal: AbortSignal;
  readonly limitMs: number;
  readonly metrics: Metrics;
}

/** Never rejects: whatever is in a message, the consumer goes on. */
export async function handleMessage(message: QueuedMessage, parts: HandlingParts): Promise<Outcome> {
  const { handlers, clock, limitMs, metrics } = parts;
  const startedAt = clock.now();
  let log = parts.log.with({ messageId: message.id, receives: message.receives });
  try {
    const event = readEvent(message.body);
    const context = eventContext({ ...parts, event, log, deadline: startedAt + limitMs });
    log = context.log;
    const handler = handlers.get(`${event.source}/${event.type}`);
    // An older task may meet what only newer ones know.
    if (handler === undefined) throw new Error(`nothing here handles '${event.source}/${event.type}'`);
    await handler.handle(event, context);
    const now = clock.now();
    const [tookMs, sinceMs] = [now - startedAt, Math.max(0, now - Date.parse(event.occurredAt))];
    metrics.observe('EventLatency', tookMs);
    metrics.observe('EventDelay', sinceMs);
    log.info('handled an event', { tookMs, sinceMs });
    return 'handled';
  } catch (error) {
    if (error instanceof MalformedEvent) {
      log.error('a malformed message goes to the dead-letter queue', { error });
      return 'malformed';
    }
    log.warn('an event could not be handled and comes again', { error });
    return 'failed';
  }
}
