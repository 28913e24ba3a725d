import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(stage: StageDefinition): readonly string[] {
  return problemsThrownBy(() => validateStages([stage])).filter((one) => one.includes('canary'));
}

describe('a canary', () => {
  it('comes as often as a clock of Synthetics goes', () => {
    expect(sentencesAbout({ ...staging, canary: { everyMinutes: 7 } })).toEqual([
      expect.stringMatching(/canary\.everyMinutes 7 is none of the choices, .*use 10$/),
    ]);
  });

  it('is refused where it would not get in', () => {
    const edge = { ...staging.edge, visitors: { addresses: ['203.0.113.0/24'] } };
    expect(sentencesAbout({ ...staging, edge })).toEqual([
      expect.stringMatching(/comes from an address of AWS that nobody knows before/),
    ]);
    expect(sentencesAbout({ ...staging, edge, canary: { none: 'it would not get in' } })).toEqual([]);
  });

  it('is refused where it would find the shop asleep', () => {
    expect(sentencesAbout({ ...dev, canary: { everyMinutes: 15 } })).toEqual([
      expect.stringMatching(/would page somebody each night, when the stage sleeps/),
    ]);
  });
});
