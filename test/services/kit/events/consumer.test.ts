import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { type ConsumerParts, startConsumer } from '../../../../services/kit/events/consumer.ts';
import type { EventContext } from '../../../../services/kit/events/event-context.ts';
import { onEvent } from '../../../../services/kit/events/event-handler.ts';
import type { Queue, QueuedMessage } from '../../../../services/kit/events/queue.ts';
import { mostReceives } from '../../../../services/kit/events/rest-seconds.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { messageWith, sampleEvent, sampleTraceId } from './sample-events.ts';

/** Hands out batches as they are given, and remembers what is done to them. */
function fakeQueue() {
  const deleted: string[] = [];
  const hidden: (readonly [id: string, seconds: number])[] = [];
  const batches: (readonly QueuedMessage[] | Error)[] = [];
  let asked = 0;
  let arrived: (() => void) | undefined;
  const queue: Queue = {
    async receive({ signal }) {
      asked++;
      while (batches.length === 0) {
        await new Promise<void>((resolve, reject) => {
          arrived = resolve;
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      }
      const batch = batches.shift() ?? [];
      if (batch instanceof Error) throw batch;
      return batch;
    },
    delete: async (messages) => void deleted.push(...messages.map(({ id }) => id)),
    hide: async (messages) =>
      void hidden.push(...messages.map(({ message, seconds }) => [message.id, seconds] as const)),
    close: () => {},
  };
  return {
    queue,
    deleted,
    hidden,
    get asked() {
      return asked;
    },
    give(batch: readonly QueuedMessage[] | Error) {
      batches.push(batch);
      arrived?.();
    },
  };
}

interface Handling {
  readonly subject: string;
  readonly context: EventContext;
}

function start(
  handle: (handling: Handling) => Promise<unknown> = async () => {},
  changes: Partial<ConsumerParts> = {},
) {
  const clock = createFakeClock();
  const queue = fakeQueue();
  const { log, lines } = recordedLog();
  const handler = onEvent({
    event: 'orders/order-placed',
    data: Type.Object({}),
    handle: ({ subject }, context) => handle({ subject, context }),
  });
  const consumer = startConsumer({
    queue: queue.queue,
    handlers: [handler],
    ready: async () => {},
    log,
    clock,
    batches: 1,
    ...changes,
  });
  const event = (subject: string, changes: Partial<QueuedMessage> = {}) =>
    messageWith(JSON.stringify(sampleEvent({ subject })), { sentAt: clock.now(), ...changes });
  return { clock, ...queue, consumer, lines, event, queue, give: queue.give };
}

describe('a consumer', () => {
  it('deletes what was handled', async () => {
    const subjects: string[] = [];
    const { clock, give, event, deleted, consumer } = start(async ({ subject }) => subjects.push(subject));
    const [one, two] = [event('1'), event('2')];
    give([one, two]);
    await clock.advance(0);
    expect(subjects).toEqual(['1', '2']);
    expect(deleted).toEqual([one.id, two.id]);
    expect(consumer.figures()).toMatchObject({ handled: 2, failed: 0, inFlight: 0 });
    await consumer.stop();
  });

  it('leaves what failed for another time, later each time', async () => {
    const { clock, give, event, deleted, hidden, consumer } = start(async ({ subject }) => {
      if (subject === 'bad') throw new Error('not now');
    });
    const bad = [1, 2, 3, 4].map((receives) => event('bad', { receives }));
    const good = event('good');
    give([...bad, good]);
    await clock.advance(0);
    expect(deleted).toEqual([good.id]);
    expect(hidden).toEqual([2, 8, 32, 128].map((seconds, index) => [bad[index]?.id, seconds]));
    expect(consumer.figures()).toMatchObject({ handled: 1, failed: 4 });
    await consumer.stop();
  });

  it('shows what failed for the last time at once, so that it is put aside and told of', async () => {
    const { clock, give, event, hidden, consumer } = start(async () => {
      throw new Error('never');
    });
    const last = [mostReceives, mostReceives + 1].map((receives) => event('bad', { receives }));
    give(last);
    await clock.advance(0);
    expect(hidden).toEqual(last.map(({ id }) => [id, 0]));
    await consumer.stop();
  });

  it('shows a malformed message again at once, so that it is soon put aside, and goes on', async () => {
    const { clock, give, event, deleted, hidden, lines, consumer } = start();
    const malformed = messageWith('{"card":"4111 1111 1111 1111"');
    give([malformed]);
    await clock.advance(0);
    expect(hidden).toEqual([[malformed.id, 0]]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        message: 'a malformed message goes to the dead-letter queue',
      }),
    );
    expect(JSON.stringify(lines)).not.toContain('4111 1111');
    const next = event('1');
    give([next]);
    await clock.advance(0);
    expect(deleted).toEqual([next.id]);
    await consumer.stop();
  });

  it('leaves to others what it has no handler for', async () => {
    const { clock, give, hidden, lines, consumer } = start();
    const unknown = messageWith(JSON.stringify(sampleEvent({ type: 'order-returned' })));
    give([unknown]);
    await clock.advance(0);
    expect(hidden).toEqual([[unknown.id, 2]]);
    expect(JSON.stringify(lines)).toContain("nothing here handles 'orders/order-returned'");
    await consumer.stop();
  });

  it('receives nothing after a failure until it is ready', async () => {
    let away = true;
    const queue = start(
      async () => {
        if (away) throw new Error('the database is away');
      },
      {
        ready: async () => {
          if (away) throw new Error('still away');
        },
      },
    );
    queue.give([queue.event('1')]);
    await queue.clock.advance(0);
    await queue.clock.advance(60_000);
    expect(queue.queue.asked).toBe(1);
    away = false;
    await queue.clock.advance(30_000);
    expect(queue.queue.asked).toBe(2);
    await queue.consumer.stop();
  });

  it('keeps messages hidden while they are handled, and not beyond their limit', async () => {
    const { promise: over, resolve: finish } = Promise.withResolvers<void>();
    const { clock, give, event, hidden, deleted, consumer } = start(() => over, { limitMs: 30_000 });
    const slow = event('slow');
    give([slow]);
    await clock.advance(25_000);
    expect(hidden).toEqual([
      [slow.id, 30],
      [slow.id, 30],
    ]);
    await clock.advance(60_000);
    expect(hidden).toHaveLength(2);
    finish();
    await clock.advance(0);
    expect(deleted).toEqual([slow.id]);
    await consumer.stop();
  });

  it('handles in the trace of what the event comes from', async () => {
    const contexts: EventContext[] = [];
    const { clock, give, event, lines, consumer } = start(async ({ context }) => contexts.push(context));
    give([event('1')]);
    await clock.advance(0);
    const [context] = contexts;
    expect(context).toMatchObject({ traceId: sampleTraceId, correlationId: 'one-intent' });
    expect(context?.traceparent).toBe(`00-${sampleTraceId}-${context?.spanId}-01`);
    expect(context?.remainingMs()).toBe(30_000);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'handled an event',
        traceId: sampleTraceId,
        correlation: 'one-intent',
        event: 'orders/order-placed',
      }),
    );
    await consumer.stop();
  });

  it('tells how old the messages are that it receives', async () => {
    const { clock, give, event, consumer } = start();
    give([event('new'), event('old', { sentAt: clock.now() - 4000 })]);
    await clock.advance(0);
    expect(consumer.figures().queueAgeMs).toBe(4000);
    give([]);
    await clock.advance(0);
    expect(consumer.figures().queueAgeMs).toBe(0);
    await consumer.stop();
  });

  it('measures what it handles, how late, and what fails', async () => {
    const metrics = createMetrics();
    const { clock, give, event, consumer } = start(
      async ({ subject }) => {
        if (subject === 'bad') throw new Error('not now');
      },
      { metrics },
    );
    give([event('1', { sentAt: clock.now() - 4000 }), event('2'), event('bad')]);
    await clock.advance(0);
    const taken = metrics.take().flatMap((group) => group.metrics);
    const taking = (name: string) => taken.find((metric) => metric.name === name)?.value;
    expect([taking('EventsHandled'), taking('EventFailures')]).toEqual([2, 1]);
    expect(taking('QueueAgeSeconds')).toMatchObject({ Max: 4 });
    expect(taken.map(({ name }) => name).sort()).toEqual([
      'EventDelay',
      'EventFailures',
      'EventLatency',
      'EventsHandled',
      'EventsUnderWay',
      'QueueAgeSeconds',
    ]);
    await consumer.stop();
  });

  it('goes on when the queue is there again', async () => {
    const { clock, give, event, deleted, consumer } = start();
    give(new Error('SQS is away'));
    await clock.advance(100);
    const message = event('1');
    give([message]);
    expect(deleted).toEqual([]);
    await clock.advance(500);
    expect(deleted).toEqual([message.id]);
    await consumer.stop();
  });

  it('finishes what it has when it is stopped', async () => {
    const { promise: over, resolve: finish } = Promise.withResolvers<void>();
    const { clock, give, event, deleted, consumer } = start(() => over);
    const message = event('1');
    give([message]);
    await clock.advance(0);
    const stopped = consumer.stop();
    await clock.advance(5000);
    expect(deleted).toEqual([]);
    finish();
    await stopped;
    expect(deleted).toEqual([message.id]);
  });

  it('tells what still runs after ten seconds to give up', async () => {
    const { clock, give, event, hidden, consumer } = start(
      ({ context }) =>
        new Promise((_, reject) =>
          context.signal.addEventListener('abort', () => reject(context.signal.reason)),
        ),
    );
    const message = event('1');
    give([message]);
    await clock.advance(0);
    const stopped = consumer.stop();
    await clock.advance(10_000);
    await stopped;
    expect(hidden).toContainEqual([message.id, 2]);
  });

  it('refuses two handlers for one event', () => {
    const handler = onEvent({ event: 'orders/order-placed', data: Type.Object({}), handle: async () => {} });
    expect(() => start(undefined, { handlers: [handler, { ...handler }] })).toThrow(
      "event 'orders/order-placed' has two handlers",
    );
  });
});
