import { afterEach, describe, expect, it } from '@jest/globals';
import { createSampleApp } from '../kit/support/sample-app.ts';
import { startApp } from '../kit/support/start-app.ts';
import { type StartedGateway, startGateway } from './support/start-gateway.ts';

const routes = [{ prefix: '/v1', service: 'catalog', relation: 'boats' }];
const caller = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };

type Line = Readonly<Record<string, unknown>>;

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function arrange(): Promise<{
  gateway: StartedGateway;
  inGateway: readonly Line[];
  behind: readonly Line[];
}> {
  const sample = createSampleApp();
  const service = await startApp(sample.app);
  const gateway = await startGateway(service.url, { routes });
  closing = [() => gateway.close(), () => service.close()];
  return { gateway, inGateway: gateway.recorded.lines, behind: sample.recorded.lines };
}

async function ask(gateway: StartedGateway, headers: Record<string, string> = {}): Promise<void> {
  await (await fetch(`${gateway.url}/v1/broken`, { headers })).text();
  // A request's own line comes when its connection has taken the answer.
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const requestIn = (lines: readonly Line[]) => lines.find(({ message }) => message === 'request');
const spanIn = (lines: readonly Line[]) => lines.find(({ message }) => message === 'span');

describe('a trace', () => {
  it('has one id from the first byte at the gateway to the last line of the service behind', async () => {
    const { gateway, inGateway, behind } = await arrange();
    await ask(gateway);
    const traceId = requestIn(inGateway)?.traceId;
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    const traced = [...inGateway, ...behind].filter(({ message }) => message !== 'listening');
    // The service's error is among them, and so is what it said to it.
    expect(traced.length).toBeGreaterThanOrEqual(4);
    expect(new Set(traced.map((line) => line.traceId))).toEqual(new Set([traceId]));
  });

  it('hangs together: request, call, request behind', async () => {
    const { gateway, inGateway, behind } = await arrange();
    await ask(gateway);
    expect(spanIn(inGateway)).toMatchObject({
      name: 'GET catalog',
      outcome: 500,
      parentSpanId: requestIn(inGateway)?.spanId,
    });
    expect(requestIn(behind)?.parentSpanId).toBe(spanIn(inGateway)?.spanId);
  });

  it("goes on from the caller's, with its decision", async () => {
    const { gateway, inGateway, behind } = await arrange();
    await ask(gateway, { traceparent: `00-${caller.traceId}-${caller.spanId}-00` });
    expect(requestIn(inGateway)).toMatchObject({ traceId: caller.traceId, parentSpanId: caller.spanId });
    expect(requestIn(behind)).toMatchObject({ traceId: caller.traceId });
    expect([spanIn(inGateway), spanIn(behind)]).toEqual([undefined, undefined]);
  });
});
