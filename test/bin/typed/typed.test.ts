import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../bin/command.ts';
import { readTyped } from '../../../bin/typed/typed.ts';

const grammar = {
  names: 1,
  options: {
    stage: { type: 'string', default: 'dev' },
    speed: { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
} as const;

describe('readTyped', () => {
  it('reads names, options and flags in any order, and fills in what is left out', () => {
    const { values, positionals } = readTyped(['--fresh', 'catalog', '--speed=9'], grammar);
    expect({ ...values }).toEqual({ stage: 'dev', speed: '9', fresh: true });
    expect(positionals).toEqual(['catalog']);
  });

  it('takes a value that begins with a dash where it is joined on', () => {
    expect(readTyped(['--speed=-1'], grammar).values.speed).toBe('-1');
  });

  it.each([
    [
      ['--stgae', 'prod'],
      "'--stgae' is not an option here. Did you mean '--stage'? Known: --stage, --speed, --fresh.",
    ],
    [['-x'], "'-x' is not an option here. Known: --stage, --speed, --fresh."],
    [['--speed'], '--speed needs a value after it.'],
    [['--speed', '--fresh'], '--speed needs a value after it.'],
    [['--fresh=yes'], "--fresh takes no value, but 'yes' was given."],
    [['catalog', 'gateway'], "'gateway' is one word too many: one name at most here."],
  ])('refuses %j', (typed, sentence) => {
    expect(() => readTyped(typed, grammar)).toThrow(new Refusal(sentence));
  });

  it('refuses any name where none is asked for', () => {
    expect(() => readTyped(['catalog'], { options: {} })).toThrow(
      "'catalog' is one word too many: only options are understood here.",
    );
  });
});
