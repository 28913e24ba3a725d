import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createCache } from '../../../../services/kit/cache/cache.ts';
import { createDatabase, type Database, type Queryable } from '../../../../services/kit/database/database.ts';
import { type ConsumerParts, startConsumer } from '../../../../services/kit/events/consumer.ts';
import { type EventHandler, onEvent } from '../../../../services/kit/events/event-handler.ts';
import { createInbox } from '../../../../services/kit/events/inbox.ts';
import { onceInCache } from '../../../../services/kit/events/once-in-cache.ts';
import { createOutbox } from '../../../../services/kit/events/outbox.ts';
import { readOutboxState } from '../../../../services/kit/events/outbox-state.ts';
import { createQueue } from '../../../../services/kit/events/queue.ts';
import { type RelayParts, startRelay } from '../../../../services/kit/events/relay.ts';
import { relayBatch } from '../../../../services/kit/events/relay-batch.ts';
import { mostReceives, restSeconds } from '../../../../services/kit/events/rest-seconds.ts';
import { createTopic, type Topic } from '../../../../services/kit/events/topic.ts';
import { type PlayedEvents, playEvents } from '../../../rehearsal/events/played-events.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { testCacheConfiguration } from '../support/test-cache.ts';
import { createTestSchema, type TestSchema } from '../support/test-schema.ts';
import { sampleEvent, sampleTraceId, tableOf } from './sample-events.ts';

let played: PlayedEvents;
let sqs: SQSClient;
let schema: TestSchema;
let database: Database;
let place: { readonly topicArn: string; readonly queueUrl: string; readonly deadUrl: string };
let places = 0;

const outbox = createOutbox({ source: 'orders' });
const { log, lines } = recordedLog();
const origin = { traceparent: `00-${sampleTraceId}-00f067aa0ba902b7-01`, correlationId: 'one-intent' };

beforeAll(async () => {
  played = await playEvents();
  sqs = new SQSClient(played.client);
  schema = await createTestSchema('kit_events');
  database = schema.open();
  await database.query(tableOf('outbox'));
  await database.query(tableOf('inbox'));
  await database.query(
    'CREATE TABLE effects (subject VARCHAR(40) NOT NULL, times INT NOT NULL, PRIMARY KEY (subject))',
  );
});

beforeEach(async () => {
  for (const table of ['outbox', 'inbox', 'effects']) await database.query(`DELETE FROM ${table}`);
  place = await played.createQueueBehindTopic({ name: `place-${++places}`, type: 'order-placed' });
});

afterAll(async () => {
  sqs.destroy();
  await schema.drop();
  await played.close();
});

const topic = (): Topic => createTopic(place.topicArn, new SNSClient(played.client));
const relay = (changes: Partial<RelayParts> = {}) =>
  startRelay({ database, topic: topic(), log, ...changes });

function consumer(handlers: readonly EventHandler[], changes: Partial<ConsumerParts> = {}) {
  const queue = createQueue(place.queueUrl, new SQSClient(played.client));
  return startConsumer({
    queue,
    handlers,
    log,
    ready: () => database.ping(),
    restSeconds: (receives) => (receives < mostReceives ? 0 : restSeconds(receives)),
    ...changes,
  });
}

function placeOrders(...subjects: readonly string[]): Promise<void> {
  const events = subjects.map((subject) => ({ type: 'order-placed', subject, data: {}, origin }));
  return database.transaction((transaction) => outbox.add(transaction, ...events));
}

/** Counts each subject once for each event that has an effect. */
const count = (transaction: Queryable, subject: string) =>
  transaction.run(
    'INSERT INTO effects (subject, times) VALUES (?, 1) ON DUPLICATE KEY UPDATE times = times + 1',
    [subject],
  );

const inbox = () => createInbox({ database, log });

function counting(): EventHandler {
  const own = inbox();
  return onEvent({
    event: 'orders/order-placed',
    data: Type.Object({}),
    handle: (event) => own.once(event, (transaction) => count(transaction, event.subject)),
  });
}

const effects = () =>
  database.rows<{ readonly subject: string; readonly times: number }>(
    'SELECT subject, times FROM effects ORDER BY subject',
  );

async function until<Value>(ask: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  for (let attempt = 0; ; attempt++) {
    const value = await ask();
    if (holds(value)) return value;
    if (attempt === 400) throw new Error(`still not after 10 s: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function waitingIn(QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
}

describe('an event', () => {
  it('reaches its effect when its transaction is through, in the same trace', async () => {
    const contexts: unknown[] = [];
    const own = inbox();
    const running = consumer([
      onEvent({
        event: 'orders/order-placed',
        data: Type.Object({}),
        handle: async (event, context) => {
          contexts.push([context.traceId, context.correlationId, event.source]);
          await own.once(event, (transaction) => count(transaction, event.subject));
        },
      }),
    ]);
    const relaying = relay({ sweepMs: 60_000 });
    await placeOrders('1');
    relaying.wake();
    await until(effects, ({ length }) => length === 1);
    expect(contexts).toEqual([[sampleTraceId, 'one-intent', 'orders']]);
    await Promise.all([relaying.stop(), running.stop()]);
    expect(await readOutboxState(database)).toEqual({ waiting: 0, lagMs: 0 });
    expect(await waitingIn(place.queueUrl)).toBe(0);
  });

  it('is found by the sweep where nobody woke the relay', async () => {
    const relaying = relay({ sweepMs: 20 });
    await placeOrders('1');
    await until(
      () => waitingIn(place.queueUrl),
      (waiting) => waiting === 1,
    );
    await relaying.stop();
  });

  it('is never published where its transaction is not through', async () => {
    const failing = database.transaction(async (transaction) => {
      await outbox.add(transaction, { type: 'order-placed', subject: '1', data: {} });
      throw new Error('out of stock');
    });
    await expect(failing).rejects.toThrow('out of stock');
    const relaying = relay();
    await placeOrders('2');
    await relaying.stop();
    expect(await waitingIn(place.queueUrl)).toBe(1);
  });

  it('has its effect once, however many relays and consumers there are', async () => {
    const subjects = Array.from({ length: 600 }, (_, index) => String(1000 + index));
    const relays = [relay(), relay(), relay()];
    const consumers = [consumer([counting()]), consumer([counting()])];
    for (let at = 0; at < subjects.length; at += 30) {
      await placeOrders(...subjects.slice(at, at + 30));
      for (const one of relays) one.wake();
    }
    const found = await until(effects, ({ length }) => length === subjects.length);
    await Promise.all([...relays, ...consumers].map((one) => one.stop()));
    expect(found).toEqual(subjects.map((subject) => ({ subject, times: 1 })));
    expect(relays.reduce((sum, one) => sum + one.figures().published, 0)).toBe(600);
    expect(relays.map((one) => one.figures().failures)).toEqual([0, 0, 0]);
    // Without a deadlock between relays nothing was published twice.
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([]);
    expect(await waitingIn(place.queueUrl)).toBe(0);
  }, 20_000);

  it('is published by another relay where one hangs with it for a quarter of a minute', async () => {
    await placeOrders('1');
    const clock = createFakeClock();
    const hanging = createDatabase(schema.configuration, { log, clock });
    const began = Promise.withResolvers<void>();
    const publish = () => {
      began.resolve();
      return new Promise<never>(() => {});
    };
    const batch = relayBatch({ database: hanging, topic: { ...topic(), publish }, after: 0, most: 100 });
    const outcome = expect(batch).rejects.toThrow('did not answer in 15000 ms');
    await began.promise;
    const free = () => relayBatch({ database, topic: topic(), after: 0, most: 100 });
    await clock.advance(14_999);
    expect(await free()).toMatchObject({ taken: 0 });
    await clock.advance(1);
    await outcome;
    await until(free, ({ taken }) => taken === 1);
    await hanging.close();
  });

  it('is published again by another relay where one ends before it took it out, and has its effect once', async () => {
    await placeOrders('1', '2');
    const real = topic();
    const crashing: Topic = {
      ...real,
      async publish(events) {
        await real.publish(events);
        throw new Error('the process ends here');
      },
    };
    await expect(relayBatch({ database, topic: crashing, after: 0, most: 100 })).rejects.toThrow('ends here');
    const relaying = relay();
    await until(
      () => readOutboxState(database),
      ({ waiting }) => waiting === 0,
    );
    expect(await waitingIn(place.queueUrl)).toBe(4);
    const running = consumer([counting()]);
    await until(
      () => waitingIn(place.queueUrl),
      (waiting) => waiting === 0,
    );
    expect(await effects()).toEqual([
      { subject: '1', times: 1 },
      { subject: '2', times: 1 },
    ]);
    await Promise.all([relaying.stop(), running.stop()]);
  });

  it('has no part of its effect where the handler fails half-way, and all of it later', async () => {
    let attempts = 0;
    const own = inbox();
    const running = consumer([
      onEvent({
        event: 'orders/order-placed',
        data: Type.Object({}),
        handle: (event) =>
          own.once(event, async (transaction) => {
            await count(transaction, event.subject);
            if (++attempts < 3) throw new Error('half-way');
          }),
      }),
    ]);
    await placeOrders('1');
    const relaying = relay();
    await until(effects, ({ length }) => length === 1);
    expect(await effects()).toEqual([{ subject: '1', times: 1 }]);
    expect(attempts).toBe(3);
    await Promise.all([relaying.stop(), running.stop()]);
  });

  it('is put aside after five attempts, as are malformed messages, and those behind it are handled', async () => {
    const own = inbox();
    let attempts = 0;
    const running = consumer([
      onEvent({
        event: 'orders/order-placed',
        data: Type.Object({}),
        handle: async (event) => {
          if (event.subject === 'poison') {
            attempts++;
            throw new Error('never');
          }
          await own.once(event, (transaction) => count(transaction, event.subject));
        },
      }),
    ]);
    for (const MessageBody of ['not an event', JSON.stringify(sampleEvent({ data: 'no data' }))]) {
      await sqs.send(new SendMessageCommand({ QueueUrl: place.queueUrl, MessageBody }));
    }
    await placeOrders('poison', 'good');
    const relaying = relay();
    await until(
      () => waitingIn(place.deadUrl),
      (waiting) => waiting === 3,
    );
    await until(
      () => waitingIn(place.queueUrl),
      (waiting) => waiting === 0,
    );
    expect(attempts).toBe(5);
    expect(await effects()).toEqual([{ subject: 'good', times: 1 }]);
    await Promise.all([relaying.stop(), running.stop()]);
  });
});

describe('a relay', () => {
  it('holds up no new event while it publishes, and takes none that another is publishing', async () => {
    await placeOrders('1');
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const slow: Topic = {
      async publish(events) {
        begin();
        await mayGoOn;
        return { published: events.map(({ number }) => number) };
      },
      close: () => {},
    };
    const first = relayBatch({ database, topic: slow, after: 0, most: 100 });
    await begun;
    await placeOrders('2');
    const second = await relayBatch({ database, topic: topic(), after: 0, most: 100 });
    expect(second).toMatchObject({ taken: 1, published: 1 });
    goOn();
    expect(await first).toMatchObject({ taken: 1, published: 1 });
    expect(await waitingIn(place.queueUrl)).toBe(1);
  });

  it('publishes the rest where SNS refuses some, and those later', async () => {
    const real = topic();
    let refuse = true;
    const choosy: Topic = {
      ...real,
      async publish(events) {
        const refused = refuse ? events.slice(0, 1) : [];
        const { published } = await real.publish(events.filter((event) => !refused.includes(event)));
        return { published, ...(refuse ? { failure: new Error('throttled') } : {}) };
      },
    };
    const relaying = relay({ topic: choosy, sweepMs: 20 });
    await placeOrders('1', '2', '3');
    await until(
      () => waitingIn(place.queueUrl),
      (waiting) => waiting === 2,
    );
    await until(
      async () => relaying.figures().failures,
      (failures) => failures > 0,
    );
    refuse = false;
    await until(
      () => waitingIn(place.queueUrl),
      (waiting) => waiting === 3,
    );
    await relaying.stop();
  });

  it('publishes what is committed when it is stopped', async () => {
    const relaying = relay({ sweepMs: 60_000 });
    await placeOrders('1');
    await relaying.stop();
    expect(await waitingIn(place.queueUrl)).toBe(1);
  });

  it('tells how many events wait, and for how long', async () => {
    const away: Topic = {
      publish: async () => ({ published: [], failure: new Error('away') }),
      close: () => {},
    };
    const relaying = relay({ topic: away, sweepMs: 20 });
    await placeOrders('1', '2');
    await until(
      async () => relaying.figures(),
      ({ waiting, lagMs }) => waiting === 2 && lagMs > 50,
    );
    expect(relaying.figures().lagMs).toBeLessThan(10_000);
    await relaying.stop();
  });
});

describe('an inbox', () => {
  it('lets one of two through that handle the same event at once', async () => {
    const own = inbox();
    const event = sampleEvent();
    const both = await Promise.all(
      [1, 2].map(() => own.once(event, (transaction) => count(transaction, event.subject))),
    );
    expect(both.sort()).toEqual([false, true]);
    expect(await effects()).toEqual([{ subject: event.subject, times: 1 }]);
  });
});

describe('an effect in the cache alone', () => {
  const cache = createCache(testCacheConfiguration('kit-events:'), { log });
  afterAll(() => cache.close());
  const add = (id: string, by: number) =>
    onceInCache(
      cache,
      { id },
      {
        script: "redis.call('INCRBY', keys[1], values[1])",
        keys: ['sum'],
        values: [by],
      },
    );

  it('is had once for each event', async () => {
    expect(await Promise.all([add('a', 5), add('a', 5), add('b', 7)])).toEqual([true, false, true]);
    expect((await cache.get('sum'))?.toString()).toBe('12');
  });

  it('is had later where its script failed', async () => {
    const failing = onceInCache(cache, { id: 'c' }, { script: "error('no')", keys: [], values: [] });
    await expect(failing).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await add('c', 1)).toBe(true);
  });
});
