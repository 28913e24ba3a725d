import { describe, expect, it } from '@jest/globals';
import { longestReleaseMinutes, releaseMinutesOf } from '../../platform/release-minutes.ts';
import { validateStages } from '../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition, stages, staging } from '../../platform/stages.ts';
import { problemsThrownBy } from './problems-thrown-by.ts';

/** The sentences about `staging` with this changed, beside the others as they are. */
function sentencesAbout(change: Readonly<Record<string, unknown>>): readonly string[] {
  // As someone writes it whose editor does not check types.
  return problemsThrownBy(() => validateStages([dev, { ...staging, ...change } as StageDefinition, prod]));
}

describe('the stages', () => {
  it('are right', () => {
    expect(() => validateStages(stages)).not.toThrow();
  });

  it('have networks of their own', () => {
    expect(sentencesAbout({ cidr: dev.cidr })).toEqual([
      "stage 'staging': cidr '10.10.0.0/16' is the network of stage 'dev' too, allowed: a network of its own; use '10.20.0.0/16', which no stage has",
    ]);
  });

  it('have names of their own', () => {
    const problems = problemsThrownBy(() => validateStages([dev, { ...dev, cidr: '10.99.0.0/16' }]));
    expect(problems).toEqual([
      "stage 'dev': name 'dev' is the name of more than one stage, allowed: one stage a name; rename or remove one of them",
    ]);
  });
});

describe('a stage without a domain', () => {
  const domain = { none: 'not yet' };

  it('is dev', () => {
    expect(problemsThrownBy(() => validateStages([{ ...dev, domain }]))).toEqual([]);
  });

  it.each([staging, prod])('is not $name', (stage) => {
    expect(problemsThrownBy(() => validateStages([{ ...stage, domain }]))).toEqual([
      `stage '${stage.name}': domain {"none":"not yet"} leaves the stage without TLS, allowed: { name, hostedZoneId }; only dev may do without; name a domain and the public Route 53 zone it is in`,
    ]);
  });
});

describe('a release', () => {
  const steps = { kind: 'canary', percent: 5, minutes: 20 } as const;

  it('ends before CloudFormation stops waiting', () => {
    expect(sentencesAbout({ release: { strategy: 'codedeploy', steps, keepOldMinutes: 20 } })).toEqual([
      "stage 'staging': release '55 minutes' is how long a release may take (start and test 10 + steps 20 + keepOldMinutes 20 + rollback 5), allowed: at most 50 minutes, because CloudFormation waits for an hour; shorten release.steps or release.keepOldMinutes by 5",
    ]);
  });

  it('may take as long as is allowed, to the minute', () => {
    const release = { strategy: 'codedeploy', steps, keepOldMinutes: 15 } as const;
    const sum = Object.values(releaseMinutesOf(release)).reduce((left, right) => left + right);
    expect(sum).toBe(longestReleaseMinutes);
    expect(sentencesAbout({ release })).toEqual([]);
  });

  it('counts the pauses between equal parts of traffic, and none after the last', () => {
    const linear = { kind: 'linear', percent: 30, everyMinutes: 10 } as const;
    expect(sentencesAbout({ release: { strategy: 'ecs-native', steps: linear, keepOldMinutes: 5 } })).toEqual(
      [],
    );
    expect(sentencesAbout({ release: { strategy: 'ecs-native', steps: linear, keepOldMinutes: 6 } })).toEqual(
      [expect.stringContaining('start and test 10 + steps 30 + keepOldMinutes 6 + rollback 5')],
    );
  });

  it('moves a share of the traffic first that is neither none nor all', () => {
    const release = { strategy: 'codedeploy', steps: { ...steps, percent: 100 }, keepOldMinutes: 5 };
    expect(sentencesAbout({ release })).toEqual([
      "stage 'staging': release.steps.percent 100 is no whole number in bounds, allowed: 1 to 99; use 99",
    ]);
  });

  it.each([
    [{ kind: 'linear', percent: 2, everyMinutes: 5 }, 'release.steps.percent 2', '3 to 99; use 3'],
    [{ kind: 'linear', percent: 10, minutes: 5 }, 'release.steps.minutes 5', 'kind, percent, everyMinutes'],
    [{ kind: 'canarry' }, "release.steps.kind 'canarry'", "did you mean 'canary'?"],
  ])('is in steps that both strategies take: %j', (wrong, field, words) => {
    const release = { strategy: 'ecs-native', steps: wrong, keepOldMinutes: 5 };
    const sentences = sentencesAbout({ release });
    expect(sentences.find((sentence) => sentence.includes(field))).toContain(words);
  });

  it('is made by one of the strategies there are', () => {
    const release = { strategy: 'ecs', steps: { kind: 'all-at-once' }, keepOldMinutes: 5 };
    expect(sentencesAbout({ release })).toEqual([
      "stage 'staging': release.strategy 'ecs' is none of the choices, allowed: codedeploy, ecs-native; name one of those or remove it",
    ]);
  });

  it('has no share and no minutes where all traffic moves at once', () => {
    const release = { strategy: 'codedeploy', steps: { ...steps, kind: 'all-at-once' }, keepOldMinutes: 5 };
    expect(sentencesAbout({ release }).map((sentence) => sentence.split(' ')[2])).toEqual([
      'release.steps.percent',
      'release.steps.minutes',
    ]);
  });
});

describe('a field', () => {
  it.each([
    ['name', { name: 'production' }, /has 10 characters, allowed: at most 8/],
    ['name', { name: 'tools' }, /is already where the registry is/],
    ['region', { region: 'europe' }, /write it like 'eu-central-1'/],
    ['account', { account: '1234' }, /the twelve digits of an AWS account/],
    ['zones', { zones: ['eu-central-1a'] }, /has too few, allowed: 2 or more; add 1/],
    ['zones', { zones: [...staging.zones, 'eu-west-1b'] }, /'eu-west-1b' is in another region/],
    ['cidr', { cidr: '8.8.0.0/16' }, /is no private network/],
    ['cidr', { cidr: '10.20.0.0/24' }, /is no private network of 65,536 addresses/],
    ['nat', { nat: 'gateway' }, /allowed: instance, gateway-per-zone/],
    ['domain.hostedZoneId', { domain: { name: 'shoal.example' } }, /\(missing\) has the wrong form/],
    ['domain.name', { domain: { name: 'shoal', hostedZoneId: 'Z0000001' } }, /'shoal' has the wrong form/],
    [
      'database.instanceClass',
      { database: { ...staging.database, instanceClass: 'db.t4g.micro' } },
      /without `db\.`/,
    ],
    [
      'database.backupDays',
      { database: { ...staging.database, backupDays: 0 } },
      /leaves data without a backup/,
    ],
    ['cache.nodeType', { cache: { ...staging.cache, nodeType: 't4g.micro' } }, /with `cache\.`/],
    ['tasks.min', { tasks: { min: 5, max: 4 } }, /is more than tasks\.max/],
    ['capacity', { capacity: 'spots' }, /did you mean 'spot'\?/],
    ['logDays', { logDays: 10 }, /is none of the choices, .*; use 14/],
    ['logDays', { logDays: '14' }, /is a text and has to be a number, .*; write 14, without quotes/],
    ['budget.monthlyUsd', { budget: { monthlyUsd: 0 } }, /allowed: 1 to 1000000; use 1/],
    ['retries', { retries: 3 }, /is a field that nothing reads/],
  ])('%s is checked', (field, change, expected) => {
    const sentences = sentencesAbout(change);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(expected);
    expect(sentences[0]?.split(' ')[2]).toBe(field);
  });
});

describe('an error', () => {
  it('counts its problems and says each in a line', () => {
    expect(() => validateStages([{ ...dev, nat: 'none', logDays: 0 } as unknown as StageDefinition])).toThrow(
      /^platform\/stages\.ts:\n {2}stage 'dev': nat 'none' .*\n {2}stage 'dev': logDays 0 .*$/,
    );
  });
});
