import { parentPort, workerData } from 'node:worker_threads';
import { buildApp } from 'fauxqs';
import type { AskedOfWorker, MessageRequest, QueueReading, ToldByWorker } from './message-server.ts';

/** Runs in a thread of its own: fauxqs in memory, without a port. */
const app = buildApp({ logger: false, defaultRegion: workerData.region });
await app.ready();

parentPort?.on('message', async (asked: AskedOfWorker) => {
  parentPort?.postMessage(await told(asked));
});

async function told(asked: AskedOfWorker): Promise<ToldByWorker> {
  const { number } = asked;
  try {
    return 'request' in asked
      ? { number, answer: await answerTo(asked.request) }
      : { number, queues: await queues() };
  } catch (error) {
    return { number, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function answerTo({ method, url, headers, body }: MessageRequest) {
  const payload = typeof body === 'string' ? body : Buffer.from(body);
  const answer = await app.inject({ method: method as 'POST', url, headers, payload });
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers)
        .filter(([name]) => name !== 'connection')
        .map(([name, value]) => [name, String(value)]),
    ),
    body: answer.rawPayload,
  };
}

interface CountedQueue {
  readonly name: string;
  readonly approximateMessageCount: number;
  readonly approximateInflightCount: number;
  readonly approximateDelayedCount: number;
}

interface Message {
  readonly sentTimestamp: number;
}

interface InspectedQueue {
  readonly messages: {
    readonly ready: readonly Message[];
    readonly inflight: readonly { readonly message: Message }[];
  };
}

/** To know the oldest, all are read; of more than this its age is not told. */
const mostRead = 10_000;

async function queues(): Promise<readonly QueueReading[]> {
  const counted = await inside<readonly CountedQueue[]>('/_fauxqs/queues');
  return Promise.all(
    counted.map(async (queue) => {
      const { approximateMessageCount: visible, approximateInflightCount: notVisible } = queue;
      return {
        name: queue.name,
        visible,
        notVisible,
        delayed: queue.approximateDelayedCount,
        oldestSeconds: visible + notVisible > mostRead ? undefined : await oldestSeconds(queue),
      };
    }),
  );
}

async function oldestSeconds(queue: CountedQueue): Promise<number> {
  if (queue.approximateMessageCount + queue.approximateInflightCount === 0) return 0;
  const { messages } = await inside<InspectedQueue>(`/_fauxqs/queues/${encodeURIComponent(queue.name)}`);
  const sent = [...messages.ready, ...messages.inflight.map(({ message }) => message)].map(
    ({ sentTimestamp }) => sentTimestamp,
  );
  const oldest = sent.reduce((least, each) => Math.min(least, each), Date.now());
  return Math.floor((Date.now() - oldest) / 1000);
}

async function inside<Answer>(url: string): Promise<Answer> {
  return (await app.inject({ method: 'GET', url, headers: { host: 'localhost' } })).json();
}
