import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import type { ServiceConfiguration } from '../../../../services/kit/configuration/service-configuration.ts';
import { json } from '../../../../services/kit/http/answer.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { serve } from '../../../../services/kit/shutdown/serve.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createSampleApp } from '../support/sample-app.ts';

const configuration: ServiceConfiguration = {
  serviceName: 'sample',
  serviceVersion: 'v1',
  stage: 'test',
  host: '127.0.0.1',
  port: 0,
  logLevel: 'debug',
  drainMs: 15_000,
};

async function start() {
  const clock = createFakeClock();
  const release = Promise.withResolvers<void>();
  const entered = new EventEmitter();
  const slow = operation({
    method: 'GET',
    path: '/v1/slow',
    summary: 'Waits',
    access: 'anyone',
    handle: async () => {
      entered.emit('slow');
      await release.promise;
      return json(200, { done: true });
    },
  });
  const { app, health, recorded } = createSampleApp({ operations: [slow] });
  const signals = new EventEmitter();
  const closed: string[] = [];
  const serving = await serve({
    app,
    configuration,
    health,
    log: recorded.log,
    clock,
    signals,
    close: [
      async () => void closed.push('pool'),
      async () => {
        closed.push('broken');
        throw new Error('stuck');
      },
      async () => void closed.push('cache'),
    ],
  });
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  const get = async (path: string) => {
    const { statusCode, headers, body } = await request(`http://127.0.0.1:${serving.port}${path}`, {
      dispatcher: agent,
    });
    return { status: statusCode, connection: headers.connection, body: await body.json() };
  };
  const finish = async () => {
    release.resolve();
    await serving.ended;
    await agent.close();
  };
  return { clock, entered, release, signals, closed, serving, get, finish, recorded };
}

describe('serving', () => {
  it('goes on while it drains: not ready, answering, closing connections behind each answer', async () => {
    const { clock, signals, get, finish, release, closed, serving } = await start();
    release.resolve();
    expect(await get('/health/ready')).toMatchObject({ status: 200, connection: 'keep-alive' });
    signals.emit('SIGTERM');
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      connection: 'close',
      body: { status: 'draining' },
    });
    await clock.advance(14_999);
    expect(await get('/v1/slow')).toMatchObject({ status: 200, connection: 'close' });
    expect([serving.server.listening, closed]).toEqual([true, []]);
    await clock.advance(1);
    expect(serving.server.listening).toBe(false);
    await finish();
  });

  it('finishes what is in flight, then closes what is behind it in order, even where one does not close', async () => {
    const { clock, entered, signals, get, finish, closed, serving, recorded } = await start();
    const answer = get('/v1/slow');
    await once(entered, 'slow');
    signals.emit('SIGTERM');
    await clock.advance(15_000);
    expect(closed).toEqual([]);
    await Promise.all([finish(), expect(answer).resolves.toMatchObject({ status: 200 })]);
    expect(closed).toEqual(['pool', 'broken', 'cache']);
    expect(recorded.lines.map(({ message }) => message)).toContain('something did not close');
    expect(serving.server.listening).toBe(false);
  });

  it('closes at once when it is asked again', async () => {
    const { signals, finish, serving } = await start();
    signals.emit('SIGINT');
    expect(serving.server.listening).toBe(true);
    signals.emit('SIGTERM');
    expect(serving.server.listening).toBe(false);
    await finish();
  });

  it('cuts what does not end in time', async () => {
    const { clock, entered, signals, get, serving, closed } = await start();
    const answer = get('/v1/slow').catch(() => 'cut');
    await once(entered, 'slow');
    signals.emit('SIGTERM');
    await clock.advance(25_000);
    await serving.ended;
    expect(await answer).toBe('cut');
    expect(closed).toContain('cache');
  });

  it('tells which address is taken', async () => {
    const { serving, get, signals, finish } = await start();
    const { app, health, recorded } = createSampleApp();
    const second = serve({
      app,
      configuration: { ...configuration, port: serving.port },
      health,
      log: recorded.log,
      close: [],
      signals: new EventEmitter(),
    });
    await expect(second).rejects.toThrow(
      `cannot listen on 127.0.0.1:${serving.port}: another process listens there, stop it or choose another port`,
    );
    expect((await get('/health/live')).status).toBe(200);
    signals.emit('SIGTERM');
    signals.emit('SIGTERM');
    await finish();
  });

  it('keeps connections longer than a balancer does', async () => {
    const { serving, signals, finish } = await start();
    expect(serving.server.keepAliveTimeout).toBeGreaterThan(60_000);
    expect(serving.server.headersTimeout).toBeGreaterThan(serving.server.keepAliveTimeout);
    signals.emit('SIGTERM');
    signals.emit('SIGTERM');
    await finish();
  });
});
