import { describe, expect, it } from '@jest/globals';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { formatTraceparent, parseTraceparent } from '../../../../services/kit/telemetry/trace-context.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const span = 'b7ad6b7169203331';

describe('a traceparent', () => {
  it('is read and written as W3C has it', () => {
    expect(parseTraceparent(`00-${trace}-${span}-01`)).toEqual({
      traceId: trace,
      spanId: span,
      sampled: true,
    });
    expect(formatTraceparent({ traceId: trace, spanId: span, sampled: false })).toBe(
      `00-${trace}-${span}-00`,
    );
  });

  it('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`01-${trace}-${span}-03-more`)).toMatchObject({ traceId: trace, sampled: true });
  });

  it.each([
    `00-${trace}-${span}-01-more`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${trace}-${span}`,
    '',
  ])('begins a new trace where it does not hold: %s', (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });
});

describe('ids', () => {
  it('are valid, and differ within a process and between two', () => {
    const processes = [createIds(), createIds()];
    const traces = processes.flatMap((ids) => Array.from({ length: 1000 }, () => ids.traceId()));
    const spans = processes.flatMap((ids) => Array.from({ length: 1000 }, () => ids.spanId()));
    expect(new Set(traces).size).toBe(2000);
    expect(new Set(spans).size).toBe(2000);
    expect(parseTraceparent(`00-${traces[0]}-${spans[0]}-00`)).toBeDefined();
  });
});
