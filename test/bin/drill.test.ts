import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { chosenDrill, drillsOf, refuseUnasked } from '../../bin/drill/chosen-drill.ts';
import { askYes } from '../../bin/terminal/ask-yes.ts';
import { dev, prod, staging } from '../../platform/stages.ts';

const elsewhere = { isRehearsal: false, prod: false };
const open = {
  ...prod,
  name: 'live',
  resilience: { ...prod.resilience, experiments: staging.resilience.experiments },
};

describe('a drill', () => {
  it('of a stage that serves customers is refused unless it is asked for', () => {
    expect(() => refuseUnasked(open, elsewhere)).toThrow(/^live serves customers, .* --prod /);
    expect(() => refuseUnasked(open, { ...elsewhere, prod: true })).not.toThrow();
    expect(() => refuseUnasked(staging, elsewhere)).not.toThrow();
  });

  it('of a stage that customers only seem to use, on this machine, needs no such word', () => {
    expect(() => refuseUnasked(open, { isRehearsal: true, prod: false })).not.toThrow();
  });

  it('of a stage that has none is refused with its reason', () => {
    expect(() => refuseUnasked(dev, elsewhere)).toThrow(
      /^dev has no drills: one task of each service runs here/,
    );
    expect(() => refuseUnasked(prod, { ...elsewhere, prod: true })).toThrow(/customers are in the shop/);
  });

  it('is called by its name alone, and a name mistyped is told the nearest', () => {
    const template = { id: 'EXT1', name: 'staging-fail-database-over', description: '' };
    const drills = drillsOf('staging', [template, { ...template, name: 'other-thing' }]);
    expect(chosenDrill('fail-database-over', 'staging', drills)).toBe(template);
    expect(() => chosenDrill('fail-databse-over', 'staging', drills)).toThrow(
      "'fail-databse-over' is not a drill of staging. Did you mean 'fail-database-over'?",
    );
  });
});

describe('the question before it', () => {
  const answered = (text: string, isTTY = true) => {
    const input = Object.assign(new PassThrough(), { isTTY });
    input.end(text);
    return askYes('Shall it begin?', { input, output: new PassThrough() });
  };

  it.each(['y\n', 'Yes\n'])('is agreed to by %j', async (typed) => {
    await expect(answered(typed)).resolves.toBeUndefined();
  });

  it.each(['\n', 'n\n', 'maybe\n', ''])('is not by %j', async (typed) => {
    await expect(answered(typed)).rejects.toThrow('Not agreed to. Nothing was begun.');
  });

  it('is not asked where nobody sits', async () => {
    await expect(answered('y\n', false)).rejects.toThrow('--yes agrees beforehand');
  });
});
