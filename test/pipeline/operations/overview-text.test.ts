import { describe, expect, it } from '@jest/globals';
import { overviewText } from '../../../pipeline/operations/overview-text.ts';

const row = {
  service: 'catalog',
  colour: 'blue',
  running: 2,
  desired: 2,
  serving: '1f2e3d4c5b6a7988',
  arriving: '-',
  alarms: [],
};
const plain = (_colour: string, text: string): string => text;
const painted = (_colour: string, text: string): string => `\u001b[31m${text}\u001b[39m`;

describe('the overview of a stage', () => {
  it('is a table with what runs and which version serves', () => {
    expect(overviewText([row], plain)).toBe(
      'service  tasks  colour  serving           arriving\ncatalog  2/2    blue    1f2e3d4c5b6a7988  -\n',
    );
  });

  it('has a column for alarms only where some fire', () => {
    expect(overviewText([{ ...row, alarms: ['dev/catalog/5xx-blue'] }, row], plain)).toMatch(
      /dev\/catalog\/5xx-blue\n/,
    );
    expect(overviewText([row], plain)).not.toContain('alarms');
  });

  it('stands in the same columns with colours and without', () => {
    const bare = overviewText([row, { ...row, service: 'gateway', serving: '-' }], plain);
    const coloured = overviewText([row, { ...row, service: 'gateway', serving: '-' }], painted);
    expect(coloured).not.toBe(bare);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a colour is one
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(bare);
  });
});
