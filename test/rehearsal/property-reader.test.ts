import { describe, expect, it } from '@jest/globals';
import { PropertyReader } from '../../rehearsal/property-reader.ts';

const reader = new PropertyReader("thing 'x'", {
  Name: 'a',
  Count: '3',
  On: 'true',
  Bad: {},
  List: ['a', 1],
  Inner: { Deep: 1 },
  Many: [{ Name: 'b' }],
});

describe('a property reader', () => {
  it('reads numbers and flags from texts too, as CloudFormation does', () => {
    expect([reader.text('Name'), reader.number('Count'), reader.flag('On')]).toEqual(['a', 3, true]);
    expect([reader.text('None'), reader.number('None'), reader.flag('None')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads lists and what is inside', () => {
    expect(reader.texts('List')).toEqual(['a', '1']);
    expect(reader.object('Inner')?.requiredNumber('Deep')).toBe(1);
    expect(reader.objects('Many').map((each) => each.requiredText('Name'))).toEqual(['b']);
    expect(reader.textMap('Inner')).toEqual({ Deep: '1' });
  });

  it.each([
    [() => reader.text('Bad'), "thing 'x': 'Bad' is {}, and must be a text"],
    [() => reader.number('Name'), "thing 'x': 'Name' is \"a\", and must be a number"],
    [() => reader.flag('Name'), "thing 'x': 'Name' is \"a\", and must be true or false"],
    [() => reader.texts('Name'), "thing 'x': 'Name' is \"a\", and must be a list"],
    [() => reader.requiredText('None'), "thing 'x': 'None' is missing"],
    [() => reader.object('Inner')?.requiredText('None'), "thing 'x', Inner: 'None' is missing"],
    [
      () => reader.refuseOthers(['Name', 'Count', 'On', 'Bad', 'List', 'Many']),
      "thing 'x': 'Inner' is not played here; allowed are Name,",
    ],
    [() => new PropertyReader('thing', []), 'thing: [] is not an object'],
  ])('says what is wrong, case %#', (read, sentence) => {
    expect(read).toThrow(sentence);
  });
});
