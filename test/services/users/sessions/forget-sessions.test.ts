import { describe, expect, it } from '@jest/globals';
import { startForgetting } from '../../../../services/users/sessions/forget-sessions.ts';
import { createFakeClock } from '../../kit/support/fake-clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';

const tenMinutes = 600_000;
const week = 7 * 24 * 3600_000;

describe('forgetting sessions', () => {
  it('deletes those that expired a week ago, every ten minutes, until it is stopped', async () => {
    const clock = createFakeClock();
    const { log, lines } = recordedLog();
    const asked: Date[] = [];
    const sessions = { forget: async (before: Date) => asked.push(before) };
    const forgetting = startForgetting({ sessions, clock, log });
    const start = clock.now();
    await clock.advance(2 * tenMinutes);
    expect(asked).toEqual([1, 2].map((times) => new Date(start + times * tenMinutes - week)));
    expect(lines[0]).toMatchObject({ message: 'forgot expired sessions', forgotten: 1 });
    forgetting.stop();
    await clock.advance(2 * tenMinutes);
    expect(asked).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it('tries again after a sweep that failed', async () => {
    const clock = createFakeClock();
    const { log, lines } = recordedLog();
    let sweeps = 0;
    const forget = async () => {
      sweeps += 1;
      if (sweeps === 1) throw new Error('the database is away');
      return 0;
    };
    const forgetting = startForgetting({ sessions: { forget }, clock, log });
    await clock.advance(2 * tenMinutes);
    expect(sweeps).toBe(2);
    expect(lines.map(({ level }) => level)).toEqual(['warn']);
    forgetting.stop();
  });
});
