import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/queryable.ts';
import { createIds, type Ids } from '../telemetry/ids.ts';
import { formatTraceparent } from '../telemetry/trace-context.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Event, EventOrigin } from './event.ts';

/** An event before it is written down. */
export interface NewEvent {
  readonly type: string;
  /** The id of what it happened to. */
  readonly subject: string;
  readonly data: object;
  /** @default - nothing: a trace of its own begins */
  readonly origin?: EventOrigin;
}

/** Where events wait until they are published. They are there when the transaction is, and only then. */
export interface Outbox {
  /** One statement for all of them; wake the relay when the transaction is through. */
  add(transaction: Pick<Queryable, 'query'>, ...events: readonly NewEvent[]): Promise<void>;
}

export interface OutboxParts {
  /** The service that publishes. */
  readonly source: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/** Ten of them, with their attributes, fit into one PublishBatch of 256 KiB. */
const mostBytes = 24_000;

export function createOutbox({ source, clock = systemClock, ids = createIds() }: OutboxParts): Outbox {
  return {
    async add(transaction, ...events) {
      if (events.length === 0) return;
      const rows = events.map((event) => {
        const { traceparent, correlationId } = event.origin ?? newOrigin(ids);
        const { type, subject, data } = event;
        const occurredAt = new Date(clock.now()).toISOString();
        const whole: Event = {
          id: randomUUID(),
          type,
          source,
          occurredAt,
          traceparent,
          correlationId,
          subject,
          data,
        };
        return [type, traceparent, messageOf(whole)];
      });
      await transaction.query('INSERT INTO outbox (type, traceparent, event) VALUES ?', [rows]);
    },
  };
}

function newOrigin(ids: Ids): EventOrigin {
  const traceId = ids.traceId();
  return {
    traceparent: formatTraceparent({ traceId, spanId: ids.spanId(), sampled: false }),
    correlationId: traceId,
  };
}

function messageOf(event: Event): string {
  // SQS takes what XML takes: these two characters are all that JSON leaves in it and XML does not know.
  const message = JSON.stringify(event).replaceAll(/[\uFFFE\uFFFF]/g, (character) =>
    character === '\uFFFE' ? '\\ufffe' : '\\uffff',
  );
  const bytes = Buffer.byteLength(message);
  if (bytes <= mostBytes) return message;
  throw new Error(
    `event '${event.type}' of '${event.subject}' has ${bytes} bytes, allowed are ${mostBytes}; ` +
      'tell what happened and its ids, and let subscribers ask for the rest',
  );
}
