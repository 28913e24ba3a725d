import { describe, expect, it } from '@jest/globals';
import { createProbing } from '../../../../services/kit/cache/probing.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** Answers the probes as told, and nothing after those. */
function probed(...answers: readonly ('answered' | 'silent' | 'reconnecting')[]) {
  const clock = createFakeClock();
  const left: boolean[] = [];
  let asked = 0;
  const redis: Parameters<typeof createProbing>[0] = {
    status: 'ready',
    ping: async () => {
      const answer = answers[asked++] ?? 'silent';
      redis.status = answer === 'reconnecting' ? answer : 'ready';
      if (answer !== 'answered') throw new Error('Command timed out');
      return 'PONG' as const;
    },
    disconnect: (reconnect = false) => void left.push(reconnect),
  };
  const probing = createProbing(redis, clock);
  probing.begin();
  return { clock, probing, left, asked: () => asked };
}

describe('probing a cache', () => {
  it('ends with the first answer, and leaves the connection as it is', async () => {
    const { clock, probing, left, asked } = probed('silent', 'silent', 'answered');
    await clock.advance(499);
    expect(asked()).toBe(0);
    await clock.advance(1001);
    expect(probing.underWay).toBe(false);
    await clock.advance(60_000);
    expect(asked()).toBe(3);
    expect(left).toEqual([]);
  });

  it('leaves a connection that answers none of three for another, and goes on', async () => {
    const { clock, probing, left } = probed();
    await clock.advance(1000);
    expect(left).toEqual([]);
    await clock.advance(500);
    expect(left).toEqual([true]);
    expect(probing.underWay).toBe(true);
    await clock.advance(1500);
    expect(left).toEqual([true, true]);
  });

  it('counts what one connection leaves unanswered, not what fails without one', async () => {
    const { clock, left } = probed('silent', 'silent', 'reconnecting', 'silent', 'silent', 'answered');
    await clock.advance(3000);
    expect(left).toEqual([]);
  });

  it('forgets what was unanswered before an answer', async () => {
    const { clock, probing, left } = probed('silent', 'silent', 'answered', 'silent', 'silent', 'answered');
    await clock.advance(1500);
    probing.begin();
    await clock.advance(1500);
    expect(left).toEqual([]);
  });

  it('asks nothing after it is stopped', async () => {
    const { clock, probing, asked } = probed();
    probing.stop();
    probing.begin();
    await clock.advance(5000);
    expect(asked()).toBe(0);
  });
});
