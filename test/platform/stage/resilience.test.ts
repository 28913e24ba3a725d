import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const names = services.map(({ name }) => name);

/** The sentences about a stage whose resilience has this changed. */
function sentencesAbout(
  change: Readonly<Record<string, unknown>>,
  stage: StageDefinition = staging,
): readonly string[] {
  const resilience = { ...stage.resilience, ...change };
  return problemsThrownBy(() => validateStages([{ ...stage, resilience } as StageDefinition], names));
}

if ('none' in staging.resilience.backup) throw new Error('staging has a backup');
const backup = staging.resilience.backup;

describe('a backup', () => {
  it('is not left out where the stage protects its data', () => {
    expect(sentencesAbout({ backup: { none: 'no time' } })).toEqual([
      expect.stringMatching(/^stage 'staging': resilience\.backup .* leaves data that protectsData promises/),
    ]);
    expect(sentencesAbout({ backup: { none: 'made-up data' } }, dev)).toEqual([]);
  });

  it.each([
    ['keepMonthlyDays', { keepMonthlyDays: 7 }, /ends no later than the daily copies.*more than 7; use 0$/],
    ['window', { window: '02:30-03:30' }, /overlaps with when RDS is busy/],
    ['window', { window: '05:00-05:30' }, /lasts 30 minutes, allowed: a window in UTC of 60 minutes or more/],
    ['lock.changeableForDays', { lock: { kind: 'compliance', changeableForDays: 1 } }, /3 to 365/],
    ['lock.kind', { lock: { kind: 'complience' } }, /did you mean 'compliance'\?$/],
    ['drill.days', { drill: { ...backup.drill, days: ['TUE'] } }, /has too few, allowed: 2 or more/],
    ['farCopies.region', { farCopies: { region: 'eu-central-1', keepDays: 7 } }, /is where the stage itself/],
  ])('with a wrong %s is refused', (field, change, expected) => {
    const sentences = sentencesAbout({ backup: { ...backup, ...change } });
    expect(sentences).toEqual([expect.stringMatching(expected)]);
    expect(sentences[0]).toContain(`resilience.backup.${field} `);
  });

  it('is refused where the stage sleeps, since RDS copies nothing that is stopped', () => {
    expect(sentencesAbout({ backup }, dev)).toEqual([
      expect.stringContaining('would find the database stopped, because the stage sleeps'),
    ]);
  });
});

describe('an experiment', () => {
  const about = (experiment: unknown) => sentencesAbout({ experiments: [experiment] });

  it.each([
    [{ kind: 'lose-zone', zone: 'eu-central-1c', minutes: 5 }, /because the stage is not in eu-central-1c/],
    [
      { kind: 'stop-task', service: 'catalog' },
      /\[0\]\.kind "stop-task" is none .*; did you mean 'stop-tasks'/,
    ],
    [
      { kind: 'stop-tasks', service: 'catalog', percent: 0 },
      /\[0\]\.percent 0 is no whole number .* 1 to 100/,
    ],
    [{ kind: 'stop-tasks', service: 'catalog' }, /\[0\]\.percent \(missing\) is no whole number/],
    [{ kind: 'stop-tasks', service: 'katalog', percent: 50 }, /'katalog' is not a service.*'catalog'/],
    [{ kind: 'fail-database-over', zone: 'x' }, /\[0\]\.zone "x" is a field that nothing reads/],
  ])('%j is refused', (experiment, expected) => {
    expect(about(experiment)).toEqual([expect.stringMatching(expected)]);
  });

  it('on a database without a standby is refused', () => {
    const alone = { ...staging, database: { ...staging.database, multiAz: false } };
    expect(sentencesAbout({ experiments: [{ kind: 'fail-database-over' }] }, alone)).toEqual([
      expect.stringMatching(/cannot run, because the database has no standby, allowed: .*multiAz/),
    ]);
  });

  it('on a cache without a replica is refused', () => {
    const alone = { ...staging, cache: { ...staging.cache, replicas: 0 } };
    const experiments = [{ kind: 'fail-cache-over', zone: 'eu-central-1a', minutes: 5 }];
    expect(sentencesAbout({ experiments }, alone)).toEqual([
      expect.stringContaining('cannot run, because the cache has no replica'),
    ]);
  });

  it('in tasks that have no room for its agent is refused', () => {
    const small = { ...staging, taskSizes: {} };
    const experiments = [{ kind: 'exhaust-cpu', service: 'catalog', percent: 90, minutes: 5 }];
    expect(sentencesAbout({ experiments }, small)).toEqual([
      expect.stringContaining('taskSizes.catalog (missing) leaves no room for the agent'),
    ]);
  });

  it('twice is refused', () => {
    const one = { kind: 'stop-tasks', service: 'catalog', percent: 50 };
    expect(sentencesAbout({ experiments: [one, { ...one, percent: 25 }] })).toEqual([
      expect.stringContaining("has 'stop-tasks-catalog' twice"),
    ]);
  });

  it('is one or more, or there is a reason why none', () => {
    expect(sentencesAbout({ experiments: [] })[0]).toMatch(
      /is no list of experiments, allowed: .*none: 'why'/,
    );
    expect(sentencesAbout({ experiments: { none: '' } })[0]).toContain('has none, which has the wrong form');
    expect(sentencesAbout({ experiments: { none: 'not here' } })).toEqual([]);
  });
});
