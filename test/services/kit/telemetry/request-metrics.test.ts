import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from '../../../../services/kit/telemetry/metrics.ts';
import { createSampleApp } from '../support/sample-app.ts';
import { type StartedApp, startApp } from '../support/start-app.ts';

let metrics: Metrics;
let started: StartedApp;
beforeEach(async () => {
  metrics = createMetrics();
  started = await startApp(createSampleApp({ metrics }).app);
});
afterEach(() => started.close());

const ask = async (path: string) => (await fetch(`${started.url}${path}`)).text();
const taken = () =>
  Object.fromEntries(metrics.take()[0]?.metrics.map(({ name, value }) => [name, value]) ?? []);

describe('requests', () => {
  it('are counted with whose fault it was, and timed', async () => {
    for (const path of ['/v1/boats/1', '/nowhere', '/v1/broken', '/v1/broken']) await ask(path);
    expect(taken()).toMatchObject({
      Requests: 4,
      ServerErrors: 2,
      ClientsGone: 0,
      Latency: { Count: 4 },
      RequestsUnderWay: { Max: expect.any(Number) },
    });
  });

  it('for health are not counted: the balancer would be the best customer', async () => {
    await ask('/health/live');
    expect(taken()).not.toHaveProperty('Requests');
  });

  it("that a client gave up are nobody's error", async () => {
    const ended = new Promise((resolve) => {
      started.server.once('request', (_request, response) => response.once('close', resolve));
    });
    const socket = connect(started.port, '127.0.0.1');
    const head = 'POST /v1/boats HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    socket.write(`${head}content-length: 20\r\n\r\n{`, () => setImmediate(() => socket.destroy()));
    await ended;
    expect(taken()).toMatchObject({ Requests: 1, ServerErrors: 0, ClientErrors: 0, ClientsGone: 1 });
  });
});
