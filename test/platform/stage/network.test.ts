import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(network: Readonly<Record<string, unknown>>): readonly string[] {
  return problemsThrownBy(() =>
    validateStages([{ ...staging, network: { ...staging.network, ...network } } as StageDefinition]),
  );
}

describe('the endpoints of a network', () => {
  it('are named, or left out with a reason', () => {
    expect(sentencesAbout({ endpoints: { services: ['logs'], zones: 'one' } })).toEqual([]);
    expect(sentencesAbout({ endpoints: { none: 'too dear' } })).toEqual([]);
  });

  it.each([
    [{ services: ['log'], zones: 'one' }, /"log", .*did you mean 'logs'\?/],
    [{ services: [], zones: 'one' }, /has too few, allowed: 1 or more/],
    [{ services: ['logs'], zones: 'two' }, /network\.endpoints\.zones 'two' is none of the choices/],
  ])('are checked: %j', (endpoints, expected) => {
    expect(sentencesAbout({ endpoints })).toEqual([expect.stringMatching(expected)]);
  });
});

describe('flow logs', () => {
  it('end', () => {
    expect(sentencesAbout({ flowLogDays: 0 })).toEqual([expect.stringMatching(/allowed: 1 to 3653; use 1/)]);
  });
});

describe('zones', () => {
  it('are no more than the network has room for', () => {
    const zones = [...'abcdefg'].map((letter) => `eu-central-1${letter}`);
    const sentences = problemsThrownBy(() => validateStages([{ ...staging, zones }]));
    expect(sentences).toEqual([expect.stringMatching(/allowed: at most 6; remove 1/)]);
  });
});
