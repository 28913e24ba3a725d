import { readFileSync } from 'node:fs';
import type { Event } from '../../../../services/kit/events/event.ts';
import type { QueuedMessage } from '../../../../services/kit/events/queue.ts';

/** The statements a service copies into a migration. */
export function tableOf(name: 'outbox' | 'inbox'): string {
  const file = new URL(`../../../../services/kit/events/${name}-table.sql`, import.meta.url);
  return readFileSync(file, 'utf8').trim().replace(/;$/, '');
}

export const sampleTraceId = '4bf92f3577b34da6a3ce929d0e0e4736';

export function sampleEvent(changes: Partial<Event> = {}): Event {
  return {
    id: '0b5d4f4e-58cc-4372-a567-0e02b2c3d479',
    type: 'order-placed',
    source: 'orders',
    occurredAt: '2026-11-20T20:00:00.000Z',
    traceparent: `00-${sampleTraceId}-00f067aa0ba902b7-01`,
    correlationId: 'one-intent',
    subject: 'order-1',
    data: { quantity: 2 },
    ...changes,
  };
}

let messages = 0;

export function messageWith(body: string, changes: Partial<QueuedMessage> = {}): QueuedMessage {
  const id = `message-${++messages}`;
  return { id, receipt: `receipt of ${id}`, body, receives: 1, sentAt: 0, ...changes };
}
