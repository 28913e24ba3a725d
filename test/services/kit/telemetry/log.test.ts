import { describe, expect, it } from '@jest/globals';
import { batchingSink } from '../../../../services/kit/telemetry/line-sink.ts';
import { createLog, type LogThreshold } from '../../../../services/kit/telemetry/log.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function written(logLevel: LogThreshold = 'info') {
  const clock = createFakeClock();
  const writes: string[] = [];
  const sink = batchingSink((text) => writes.push(text), clock);
  const log = createLog({ serviceName: 'sample', serviceVersion: 'v1', logLevel }, { sink, clock });
  return { log, clock, writes };
}

describe('a log', () => {
  it('writes one JSON object a line, with the service and what is bound', async () => {
    const { log, clock, writes } = written();
    log.with({ traceId: 't' }).with({ correlation: 'c' }).info('a "quoted"\nsentence', { n: 1 });
    await clock.advance(50);
    expect(writes.join('')).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(writes.join(''))).toEqual({
      time: '2023-11-14T22:13:20.000Z',
      level: 'info',
      service: 'sample',
      version: 'v1',
      traceId: 't',
      correlation: 'c',
      message: 'a "quoted"\nsentence',
      n: 1,
    });
  });

  it.each([
    ['info', ['info', 'metric']],
    ['error', ['metric']],
    ['off', []],
  ] as const)('at %s writes of an information and a metric %j', async (threshold, expected) => {
    const { log, clock, writes } = written(threshold);
    log.info('one');
    log.raw('metric', ',"Requests":1');
    await clock.advance(50);
    const lines = writes.join('').split('\n').filter(Boolean);
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(expected);
  });

  it('writes many lines at once, and an error at once with all before it', async () => {
    const { log, clock, writes } = written();
    log.info('one');
    log.info('two');
    expect(writes).toHaveLength(0);
    await clock.advance(50);
    expect(writes).toHaveLength(1);
    log.info('three');
    log.error('four');
    expect(writes[1]?.split('\n').filter(Boolean)).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('does not hold back more than a moment’s worth', () => {
    const { log, writes } = written();
    for (let line = 0; line < 200; line++) log.info('x'.repeat(100));
    expect(writes.length).toBeGreaterThan(1);
  });

  it('leaves out what is below its level', () => {
    const { log, writes } = written('warn');
    log.debug('no');
    log.info('no');
    log.warn('yes');
    log.flush();
    expect(writes.join('')).not.toContain('"no"');
    expect(writes.join('')).toContain('"yes"');
  });
});
