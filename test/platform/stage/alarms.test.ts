import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const sentencesAbout = (stage: StageDefinition) => problemsThrownBy(() => validateStages([stage]));

describe('alarms on the database', () => {
  it('are for stages that are awake, since it says nothing while it sleeps', () => {
    const alarms = { ...dev.alarms, database: prod.alarms.database };
    const [sentence, ...others] = sentencesAbout({ ...dev, alarms });
    expect(sentence).toMatch(/^stage 'dev': alarms\.database .* would page somebody each night/);
    expect(others).toEqual([]);
    expect(sentencesAbout({ ...dev, alarms, sleep: { none: 'it is always awake' } })).toEqual([]);
  });

  it('begin at percentages', () => {
    const { database } = prod.alarms;
    const alarms = {
      ...prod.alarms,
      database: { ...database, cpuPercent: 100 },
    } as StageDefinition['alarms'];
    expect(sentencesAbout({ ...prod, alarms })).toEqual([
      expect.stringContaining('alarms.database.cpuPercent 100 is no whole number in bounds'),
    ]);
  });
});

describe('alarms on objectives', () => {
  it.each([[[]], [['burning', 'burning']], [['smouldering']]])('are told in known ways, not %j', (tell) => {
    const alarms = { ...prod.alarms, objectives: { tell } } as unknown as StageDefinition['alarms'];
    expect(sentencesAbout({ ...prod, alarms })).toEqual([expect.stringContaining('alarms.objectives.tell')]);
  });

  it('are left out for a reason', () => {
    const without = (none: string) => ({ ...prod, alarms: { ...prod.alarms, objectives: { none } } });
    expect(sentencesAbout(without('nobody was promised anything'))).toEqual([]);
    expect(sentencesAbout(without(''))).toHaveLength(1);
  });
});
