import { expect, it } from '@jest/globals';
import { watchEventLoop } from '../../../../services/kit/telemetry/event-loop-metrics.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';

it('tells how busy the process is and how late, until it is ended', () => {
  const metrics = createMetrics();
  const end = watchEventLoop(metrics);
  const taken = metrics.take()[0]?.metrics.map(({ name, value }) => [name, value]) ?? [];
  expect(Object.fromEntries(taken)).toMatchObject({
    EventLoopDelayMs: { Count: 1, Min: expect.any(Number) },
    EventLoopUsePercent: { Count: 1 },
    MemoryMiB: { Count: 1 },
  });
  end();
  expect(metrics.take()).toEqual([]);
});
