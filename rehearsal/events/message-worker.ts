import { parentPort, workerData } from 'node:worker_threads';
import { buildApp } from 'fauxqs';
import type { AskedOfWorker, ToldByWorker } from './message-server.ts';

/** Runs in a thread of its own: fauxqs in memory, without a port. */
const app = buildApp({ logger: false, defaultRegion: workerData.region });
await app.ready();

parentPort?.on('message', async ({ number, request }: AskedOfWorker) => {
  parentPort?.postMessage(await told(number, request));
});

async function told(number: number, request: AskedOfWorker['request']): Promise<ToldByWorker> {
  try {
    const { method, url, headers, body } = request;
    const payload = typeof body === 'string' ? body : Buffer.from(body);
    const answer = await app.inject({ method: method as 'POST', url, headers, payload });
    return {
      number,
      answer: {
        status: answer.statusCode,
        headers: Object.fromEntries(
          Object.entries(answer.headers)
            .filter(([name]) => name !== 'connection')
            .map(([name, value]) => [name, String(value)]),
        ),
        body: answer.rawPayload,
      },
    };
  } catch (error) {
    return { number, failure: error instanceof Error ? error.message : String(error) };
  }
}
