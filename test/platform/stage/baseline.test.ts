import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { prod, type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(baseline: unknown): readonly string[] {
  return problemsThrownBy(() => validateStages([{ ...prod, baseline } as StageDefinition]));
}

describe('a baseline', () => {
  it('may be left out as a whole, with the reason', () => {
    expect(sentencesAbout({ none: 'the organization has one' })).toEqual([]);
    expect(sentencesAbout({ none: '' })).toHaveLength(1);
  });

  it('is refused where its boundary keeps the stage out of a region it works in', () => {
    expect(sentencesAbout({ ...prod.baseline, boundary: { regions: ['eu-central-1'] } })).toEqual([
      expect.stringMatching(/baseline\.boundary\.regions .* keeps the stage's own roles out of eu-west-1/),
    ]);
  });

  it.each([
    ['threats.tellFrom', { threats: { tellFrom: 11 } }, /1 to 10; use 10$/],
    ['trail.records', { trail: { keepDays: 30, records: 'object' } }, /did you mean 'objects'\?$/],
    ['spending.mail', { spending: { tellAtPercent: [80], mail: ['nobody'] } }, /write it like 'ops@shoal/],
    ['spending.tellAtPercent', { spending: { tellAtPercent: [], mail: [] } }, /has too few/],
  ])('with a wrong %s is refused', (field, change, expected) => {
    const sentences = sentencesAbout({ ...prod.baseline, ...change });
    expect(sentences).toEqual([expect.stringMatching(expected)]);
    expect(sentences[0]).toContain(`baseline.${field} `);
  });
});

describe('two stages of one region', () => {
  it.each([
    ['threats', { tellFrom: 7 }, 'GuardDuty detector'],
    ['drift', { keepDays: 30 }, 'Config recorder'],
  ])('have one of %s between them', (part, settings, words) => {
    const both = [
      { ...staging, baseline: { ...staging.baseline, [part]: settings } } as StageDefinition,
      prod,
    ];
    expect(problemsThrownBy(() => validateStages(both))).toEqual([
      `stage 'prod': baseline.${part} 'on' would be the second ${words} in eu-central-1, after that of stage 'staging', allowed: one in an account and region; write { none: 'staging has it for the whole account' } in one of them`,
    ]);
  });
});
