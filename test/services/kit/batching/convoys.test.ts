import { describe, expect, it } from '@jest/globals';
import { inConvoys } from '../../../../services/kit/batching/convoys.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function started(most?: number) {
  const clock = createFakeClock();
  const together = inConvoys({ clock, ...(most === undefined ? {} : { most }) });
  /** Who set out, in order, each with what ends its work. */
  const underWay = new Map<string, () => void>();
  const setOut: string[] = [];
  const come = (...names: readonly string[]) =>
    names.map((name) =>
      together(
        () =>
          new Promise<string>((resolve) => {
            setOut.push(name);
            underWay.set(name, () => resolve(name));
          }),
      ),
    );
  return { clock, come, setOut, end: (name: string) => underWay.get(name)?.() };
}

describe('work in convoys', () => {
  it('sets out at once where nobody is under way, and with those of the same turn', async () => {
    const { come, setOut, end } = started();
    const [a] = come('a', 'b');
    await turn();
    expect(setOut).toEqual(['a', 'b']);
    end('a');
    expect(await a).toBe('a');
  });

  it('waits until as many wait as are under way', async () => {
    const { come, setOut, end } = started();
    come('a', 'b', 'c', 'd');
    await turn();
    come('e', 'f');
    await turn();
    expect(setOut).toHaveLength(4);
    come('g', 'h');
    await turn();
    expect(setOut).toHaveLength(8);
    come('i', 'j', 'k');
    await turn();
    for (const name of ['a', 'b', 'c', 'd']) end(name);
    await turn();
    expect(setOut).toHaveLength(8);
    end('e');
    await turn();
    expect(setOut.slice(8)).toEqual(['i', 'j', 'k']);
  });

  it('is held up by nobody for long', async () => {
    const { clock, come, setOut } = started();
    come('slow', 'slower');
    await turn();
    come('a');
    await clock.advance(149);
    expect(setOut).toHaveLength(2);
    await clock.advance(1);
    expect(setOut).toHaveLength(3);
  });

  it('has so many members at most, and is full with them', async () => {
    const { come, setOut } = started(3);
    come('a', 'b', 'c', 'd', 'e');
    await turn();
    expect(setOut).toEqual(['a', 'b', 'c']);
    come('f');
    await turn();
    expect(setOut).toHaveLength(6);
  });

  it('ends as the work of each does', async () => {
    const together = inConvoys({ clock: createFakeClock() });
    const [good, bad] = await Promise.allSettled([
      together(async () => 1),
      together(() => Promise.reject(new Error('bad'))),
    ]);
    expect([good?.status, bad?.status]).toEqual(['fulfilled', 'rejected']);
    expect(await together(async () => 2)).toBe(2);
  });
});
