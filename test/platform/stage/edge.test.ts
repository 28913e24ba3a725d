import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const firewall = {
  requestsPerAddress: 3000,
  blockedCountries: [],
  blockedAddresses: [],
  unlimitedAddresses: [],
};

/** What is said of staging with this edge. */
function sentencesAbout(edge: Readonly<Record<string, unknown>>): readonly string[] {
  // Its canary would want to get in.
  const stage = { ...staging, canary: { none: 'the door is what this is about' } };
  return problemsThrownBy(() =>
    validateStages([{ ...stage, edge: { ...staging.edge, ...edge } } as StageDefinition]),
  );
}

describe('a firewall', () => {
  it('is described, or left out with a reason', () => {
    expect(sentencesAbout({ firewall })).toEqual([]);
    expect(sentencesAbout({ firewall: { none: 'nobody comes here' } })).toEqual([]);
    expect(sentencesAbout({ firewall: { none: '' } })).toHaveLength(1);
  });

  it.each([
    ['requestsPerAddress', 9, /allowed: 10 to 2000000000; use 10/],
    ['blockedCountries', ['Germany'], /"Germany".*two letters/],
    ['blockedCountries', ['FR', 'FR'], /names 'FR' twice/],
    ['blockedAddresses', ['203.0.113.7'], /write it like '203.0.113.0\/24'/],
    ['blockedAddresses', ['203.0.113.7/24'], /write '203.0.113.0\/24'/],
    ['blockedAddresses', ['0.0.0.0/0'], /allowed: \/1 to \/32/],
    ['unlimitedAddresses', ['256.0.113.0/24'], /is no range of IPv4 addresses/],
  ])('has %s checked', (field, value, expected) => {
    const sentences = sentencesAbout({ firewall: { ...firewall, [field]: value } });
    expect(sentences).toEqual([expect.stringMatching(expected)]);
    expect(sentences[0]).toContain(`edge.firewall.${field}`);
  });

  it('takes ranges and single addresses', () => {
    const blockedAddresses = ['203.0.113.0/24', '198.51.100.7/32', '128.0.0.0/1'];
    expect(sentencesAbout({ firewall: { ...firewall, blockedAddresses } })).toEqual([]);
  });
});

describe('visitors', () => {
  it.each([
    [{ everybody: 'it is a shop' }, []],
    [{ addresses: ['203.0.113.0/24'] }, []],
    [{ addresses: [] }, [expect.stringMatching(/edge\.visitors\.addresses .*has too few/)]],
    [{ everybody: '' }, [expect.stringMatching(/edge\.visitors\.everybody/)]],
  ])('are everybody for a reason, or somebody: %j', (visitors, expected) => {
    expect(sentencesAbout({ visitors })).toEqual(expected);
  });
});

describe('balancing that compares tasks', () => {
  it('is refused where there are too few to compare', () => {
    const stage = { ...staging, edge: { ...staging.edge, balancing: 'anomaly-mitigation' } } as const;
    const sentencesWith = (min: number): readonly string[] =>
      problemsThrownBy(() => validateStages([{ ...stage, tasks: { ...stage.tasks, min } }]));
    expect(sentencesWith(2)).toEqual([
      expect.stringMatching(/edge\.balancing 'anomaly-mitigation' does nothing with the 2 tasks.*to 3$/),
    ]);
    expect(sentencesWith(3)).toEqual([]);
  });
});
