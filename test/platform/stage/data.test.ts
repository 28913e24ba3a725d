import { describe, expect, it } from '@jest/globals';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const sentencesAbout = (stage: StageDefinition, part: 'database' | 'cache', change: object) =>
  problemsThrownBy(() =>
    validateStages([{ ...stage, [part]: { ...stage[part], ...change } } as StageDefinition]),
  );

describe('the database of a stage', () => {
  it.each([
    ['storage that may grow by less than a tenth', { maxStorageGiB: 109 }, /maxStorageGiB 109 .*; use 200$/],
    ['copies without backups to make them from', { replicas: 1, backupDays: 0 }, /set database\.backupDays/],
    ['insights that its class does not have', { instanceClass: 't4g.small' }, /insights .* t4g\.small/],
    ['a backup in its maintenance', { backupWindow: '04:00-05:00' }, /overlaps with 04:00-05:00/],
    ['a backup beyond midnight', { maintenanceWindow: 'mon:23:30-tue:02:30' }, /overlaps with 02:00-03:00/],
    ['a window of minutes', { backupWindow: '02:00-02:20' }, /lasts 20 minutes, .* of 30 minutes or more/],
    ['a window of no week', { maintenanceWindow: 'sunday' }, /write it like 'sun:04:30-sun:05:30'/],
    [
      'a proxy that takes more than there is',
      { proxy: { connectionsPercent: 101, borrowSeconds: 5 } },
      /1 to 100/,
    ],
    ['a proxy and why there is none', { proxy: { none: 'why', borrowSeconds: 5 } }, /that nothing reads/],
    ['neither a copy before deployments nor why', { beforeDeployment: { keepSnapshots: 0 } }, /1 to 50/],
    ['no word on insights', { insights: { mode: 'standart' } }, /did you mean 'standard'\?/],
  ])('has not %s', (_, change, expected) => {
    const sentences = sentencesAbout(prod, 'database', change);
    expect(sentences.filter((sentence) => expected.test(sentence))).toHaveLength(1);
  });

  it('is of a class that there is', () => {
    const about = (instanceClass: unknown) => sentencesAbout(prod, 'database', { instanceClass });
    expect(about('t9z.huge')).toEqual([
      "stage 'prod': database.instanceClass 't9z.huge' is none that RDS for MySQL has on Graviton, allowed: t4g, m6g, m6gd, m7g, r6g, r6gd, r7g, m8g, m8gd, m9g, r8g, r8gd, each with a size; write it like 'r8g.large'; a newer one is added to platform/stage/instance-classes.ts",
    ]);
    expect(about('r7g.24xlarge')).toEqual([
      expect.stringMatching(/allowed: r7g with large, .*, 16xlarge; did you mean 'r7g\.2xlarge'\?/),
    ]);
    expect(about('r8g.24xlarge')).toEqual([]);
    for (const shapeless of ['db.t4g.micro', 'large', 'db.large', 'constructor', undefined, 4]) {
      expect(about(shapeless)).toEqual([
        expect.stringMatching(/wrong form, allowed: a class without `db\.`/),
      ]);
    }
  });

  it('has a window that ends in the next week', () => {
    expect(sentencesAbout(prod, 'database', { maintenanceWindow: 'sun:23:30-mon:00:30' })).toEqual([]);
    expect(sentencesAbout(prod, 'database', { maintenanceWindow: 'sun:23:30-mon:02:30' })).toHaveLength(1);
  });

  it('has a proxy, copies and insights where the stage wants them', () => {
    const more = {
      instanceClass: 't4g.medium',
      replicas: 2,
      proxy: { connectionsPercent: 80, borrowSeconds: 10 },
      insights: { mode: 'advanced' },
    };
    expect(sentencesAbout(staging, 'database', more)).toEqual([]);
  });
});

describe('the cache of a stage', () => {
  it('is of a node type that there is', () => {
    const about = (nodeType: unknown) => sentencesAbout(prod, 'cache', { nodeType });
    expect(about('cache.t4g.xlarge')).toEqual([
      expect.stringMatching(
        /is none that ElastiCache for Valkey has .* allowed: t4g with micro, small, medium/,
      ),
    ]);
    expect(about('cache.constructor.large')).toEqual([expect.stringContaining('allowed: t4g, m6g,')]);
    expect(about('cache.m7g.16xlarge')).toEqual([]);
    expect(about('r7g.large')).toEqual([expect.stringContaining('allowed: a node type with `cache.`')]);
  });

  it.each([
    [
      'a snapshot in its maintenance',
      { snapshotWindow: '04:00-05:00' },
      /cache\.maintenanceWindow .* overlaps/,
    ],
    ['a maintenance of half an hour', { maintenanceWindow: 'sun:04:30-sun:05:00' }, /of 60 minutes or more/],
  ])('has not %s', (_, change, expected) => {
    expect(sentencesAbout(prod, 'cache', change)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a stage that sleeps', () => {
  it('is awake when its data is copied and maintained', () => {
    // A database that is stopped is neither.
    expect('none' in dev.sleep).toBe(false);
    expect(sentencesAbout(dev, 'database', { backupWindow: '02:00-03:00' })).toEqual([
      "stage 'dev': database.backupWindow '02:00-03:00' is while dev sleeps, allowed: hours of days on which it is awake, in UTC; use '11:00-11:30'",
    ]);
    expect(sentencesAbout(dev, 'database', { maintenanceWindow: 'sun:12:00-sun:13:00' })).toHaveLength(1);
  });

  it('is given hours that are not those which were refused', () => {
    const refused = 'tue:12:00-tue:13:00';
    if ('none' in dev.sleep) throw new Error('dev sleeps never');
    const awake = { ...dev.sleep.awake, days: ['MON', 'FRI'] } as const;
    const stage = { ...dev, sleep: { ...dev.sleep, awake } };
    expect(sentencesAbout(stage, 'database', { maintenanceWindow: refused })).toEqual([
      expect.stringMatching(/ 'tue:12:00-tue:13:00' is while dev sleeps, .*; use 'fri:12:00-fri:13:00'$/),
    ]);
    // Nor any where there are none.
    expect(sentencesAbout(stage, 'database', { maintenanceWindow: 'fri:12:00-fri:13:00' })).toEqual([]);
    const short = { ...dev, sleep: { ...dev.sleep, awake: { ...awake, from: '08:00', until: '08:10' } } };
    expect(sentencesAbout(short, 'database', {})).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/backupWindow .*; let it be awake for longer$/),
        expect.stringMatching(/maintenanceWindow .*; let it be awake for longer$/),
      ]),
    );
  });

  it('has no copies of its database, as RDS does not stop one that has', () => {
    expect(sentencesAbout(dev, 'database', { replicas: 1 })).toEqual([
      expect.stringMatching(/^stage 'dev': database\.replicas 1 keeps its database from being stopped/),
    ]);
  });
});
