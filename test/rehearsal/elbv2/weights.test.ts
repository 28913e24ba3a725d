import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { choose } from '../../../rehearsal/elbv2/weighted-choice.ts';
import { healthyBefore, openPlayground } from './playground.ts';

/** A small seeded generator (mulberry32), so that what is drawn is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('weights', () => {
  it('divide requests between groups as they say', async () => {
    const playground = await openPlayground({ random: seeded(7) });
    const blue = await playground.targetGroup('blue');
    const green = await playground.targetGroup('green');
    const groups = [
      { TargetGroupArn: blue, Weight: 95 },
      { TargetGroupArn: green, Weight: 5 },
    ];
    await playground.listen({
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
    });
    const seen = { blue: 0, green: 0 };
    await playground.serve(
      blue,
      healthyBefore((_, response) => response.end('blue')),
    );
    await playground.serve(
      green,
      healthyBefore((_, response) => response.end('green')),
    );
    for (let count = 0; count < 400; count += 1) {
      seen[(await (await fetch(playground.url)).text()) as keyof typeof seen] += 1;
    }
    await playground.close();
    expect(seen.green).toBeGreaterThan(8);
    expect(seen.green).toBeLessThan(40);
    expect(seen.blue + seen.green).toBe(400);
  });

  it('of 0 never choose, and all of 0 choose nobody', () => {
    const weights = fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (all, random) => {
        const chosen = choose(
          all.map((weight) => ({ value: weight, weight })),
          () => random,
        );
        if (all.every((weight) => weight === 0)) expect(chosen).toBeUndefined();
        else expect(chosen).toBeGreaterThan(0);
      }),
    );
  });

  it('do not save requests for a group that has nobody: its share gets 503', async () => {
    const playground = await openPlayground({ random: () => 0.99 });
    const blue = await playground.targetGroup('blue');
    const green = await playground.targetGroup('green');
    const groups = [
      { TargetGroupArn: blue, Weight: 50 },
      { TargetGroupArn: green, Weight: 50 },
    ];
    await playground.listen({
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
    });
    await playground.serve(
      blue,
      healthyBefore((_, response) => response.end('blue')),
    );
    expect((await fetch(playground.url)).status).toBe(503);
    await playground.close();
  });
});
