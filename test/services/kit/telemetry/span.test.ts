import { describe, expect, it } from '@jest/globals';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { createSampler } from '../../../../services/kit/telemetry/sampler.ts';
import { startSpan } from '../../../../services/kit/telemetry/span.ts';
import { parseTraceparent } from '../../../../services/kit/telemetry/trace-context.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

describe('a sampler', () => {
  const count = (times: number, decide: () => boolean) =>
    Array.from({ length: times }, decide).filter(Boolean).length;

  it('takes the first traces of each second and no more, so that load leaves no more lines', async () => {
    const clock = createFakeClock();
    const sampler = createSampler({ clock });
    expect(count(1000, () => sampler.samples(undefined))).toBe(5);
    await clock.advance(1000);
    expect(count(1000, () => sampler.samples(undefined))).toBe(5);
  });

  it('takes what its stage says of those beyond, spread evenly', () => {
    const sampler = createSampler({ clock: createFakeClock(), own: { perSecond: 10, percent: 4 } });
    expect(count(10, () => sampler.samples(undefined))).toBe(10);
    const beyond = Array.from({ length: 1000 }, () => sampler.samples(undefined));
    expect(beyond.filter(Boolean)).toHaveLength(40);
    expect(beyond.slice(0, 50).filter(Boolean)).toHaveLength(2);
  });

  it.each([
    [{ perSecond: 0, percent: 100 }, 300],
    [{ perSecond: 0, percent: 0 }, 0],
    [{ perSecond: 1000, percent: 0 }, 300],
  ])('with %j takes that of 300: %d', (own, taken) => {
    const sampler = createSampler({ clock: createFakeClock(), own });
    expect(count(300, () => sampler.samples(undefined))).toBe(taken);
  });

  it('follows who decided before, up to a bound that no caller can lift', () => {
    const sampler = createSampler({ clock: createFakeClock(), othersPerSecond: 100 });
    expect(count(50, () => sampler.samples(false))).toBe(0);
    expect(count(1000, () => sampler.samples(true))).toBe(100);
  });
});

describe('a span', () => {
  const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

  it('of a sampled request leaves a line, and the next hop is its child', async () => {
    const clock = createFakeClock();
    const { log, lines } = recordedLog();
    const span = startSpan(
      { ...parent, sampled: true },
      { log, clock, ids: createIds(), name: 'GET catalog' },
    );
    await clock.advance(12);
    span.end(200);
    const next = parseTraceparent(span.traceparent);
    expect(next).toMatchObject({ traceId: parent.traceId, sampled: true });
    expect(next?.spanId).not.toBe(parent.spanId);
    expect(lines).toMatchObject([
      {
        message: 'span',
        name: 'GET catalog',
        outcome: 200,
        ms: 12,
        traceId: parent.traceId,
        spanId: next?.spanId,
        parentSpanId: parent.spanId,
      },
    ]);
  });

  it('of any other leaves nothing, and the trace goes on', () => {
    const { log, lines } = recordedLog();
    const clock = createFakeClock();
    const span = startSpan(
      { ...parent, sampled: false },
      { log, clock, ids: createIds(), name: 'GET catalog' },
    );
    span.end(200);
    expect(span.traceparent).toBe(`00-${parent.traceId}-${parent.spanId}-00`);
    expect(lines).toEqual([]);
  });
});
