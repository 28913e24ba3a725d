import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { prod, type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(stage: StageDefinition, logArchive: object): readonly string[] {
  return problemsThrownBy(() => validateStages([{ ...stage, logArchive } as StageDefinition])).filter((one) =>
    one.includes('logArchive'),
  );
}

const never = { none: 'nothing is kept for long enough' };

describe('an archive of logs', () => {
  it('that ends before CloudWatch does is refused, with the least it would take', () => {
    expect(sentencesAbout(staging, { keepDays: 30, cold: never })).toEqual([
      expect.stringMatching(
        /logArchive\.keepDays 30 ends no later than CloudWatch's own 30 days, .*at least 31$/,
      ),
    ]);
    expect(sentencesAbout(staging, { keepDays: 31, cold: never })).toEqual([]);
  });

  it('that is cold for less than S3 bills is refused', () => {
    expect(sentencesAbout(prod, { keepDays: 400, cold: { afterDays: 311 } })).toEqual([
      expect.stringMatching(/leaves 89 of 400 days in the cold, and S3 bills 90, .*keep them longer/),
    ]);
    expect(sentencesAbout(prod, { keepDays: 400, cold: { afterDays: 310 } })).toEqual([]);
  });

  it('may be left out with a reason, and not without', () => {
    expect(sentencesAbout(prod, { none: 'the organization keeps them in an account of its own' })).toEqual(
      [],
    );
    expect(sentencesAbout(prod, { none: '' })).toHaveLength(1);
  });
});
