import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(stage: StageDefinition, delivery: object): readonly string[] {
  return problemsThrownBy(() => validateStages([{ ...stage, delivery } as StageDefinition])).filter((one) =>
    one.includes('delivery'),
  );
}

describe('what comes into a stage', () => {
  const unasked = { approval: { none: 'we trust the tests with it' }, onFailure: 'ticket' };

  it('may come by itself, with a reason, where failures are noticed by ourselves', () => {
    expect(sentencesAbout(dev, unasked)).toEqual([]);
  });

  it('may not where customers notice them', () => {
    expect(sentencesAbout(prod, unasked)).toEqual([
      expect.stringMatching(
        /delivery.approval .*lets every push reach customers by itself, .*copy the line of prod$/,
      ),
    ]);
  });

  it('waits for an answer for an hour at least, and no longer than CodePipeline does', () => {
    const within = (withinHours: number) => ({ approval: { withinHours }, onFailure: 'page' });
    expect(sentencesAbout(prod, within(1))).toEqual([]);
    expect(sentencesAbout(prod, within(1440))).toEqual([]);
    expect(sentencesAbout(prod, within(0))).toHaveLength(1);
    expect(sentencesAbout(prod, within(1441))).toHaveLength(1);
  });

  it('tells of its failures in one of two ways', () => {
    expect(sentencesAbout(prod, { approval: { withinHours: 8 }, onFailure: 'mail' })).toEqual([
      expect.stringMatching(/delivery.onFailure 'mail'/),
    ]);
  });
});
