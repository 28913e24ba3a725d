import { describe, expect, it } from '@jest/globals';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

function start() {
  const clock = createFakeClock();
  const away = new Set<string>(['database']);
  const probe = (name: string) => async () => {
    if (away.has(name)) throw new Error(`${name} refuses`);
  };
  const { log, lines } = recordedLog();
  const health = createHealth({
    needs: { database: probe('database') },
    wants: { cache: probe('cache') },
    log,
    clock,
  });
  health.start();
  return { clock, away, health, lines };
}

describe('health', () => {
  it('is not ready before every need was reached once', async () => {
    const { clock, away, health } = start();
    await clock.advance(1000);
    expect([health.ready, health.report()]).toEqual([
      false,
      { status: 'starting', needs: { database: 'waiting', cache: 'reached' } },
    ]);
    away.clear();
    await clock.advance(100);
    expect([health.ready, health.report().status]).toEqual([true, 'ready']);
  });

  it('stays ready through an outage, and tells it', async () => {
    const { clock, away, health, lines } = start();
    away.clear();
    await clock.advance(100);
    away.add('database');
    await clock.advance(5000);
    expect([health.ready, health.report().needs]).toEqual([true, { database: 'away', cache: 'reached' }]);
    expect(lines.filter(({ level }) => level === 'warn')).toMatchObject([{ message: 'database is away' }]);
    away.clear();
    await clock.advance(5000);
    expect(health.report().needs).toEqual({ database: 'reached', cache: 'reached' });
  });

  it('needs no wants to be ready', async () => {
    const { clock, away, health } = start();
    away.clear();
    away.add('cache');
    await clock.advance(100);
    expect(health.ready).toBe(true);
  });

  it('is never ready again once it drains', async () => {
    const { clock, away, health } = start();
    away.clear();
    await clock.advance(100);
    health.drain();
    await clock.advance(5000);
    expect([health.ready, health.report().status]).toEqual([false, 'draining']);
  });

  it('asks for nothing any more after it was stopped', async () => {
    const { clock, health } = start();
    await clock.advance(100);
    health.stop();
    await clock.advance(0);
    expect(clock.pending).toBe(0);
  });
});
