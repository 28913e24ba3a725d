import { longestReleaseMinutes, releaseMinutesOf } from '../release-minutes.ts';
import { alarmRules } from '../stage/alarms.ts';
import { baselineRules } from '../stage/baseline-rules.ts';
import { canaryRules } from '../stage/canary.ts';
import { dataRules } from '../stage/data-rules.ts';
import { deliveryRules } from '../stage/delivery.ts';
import { edgeRules } from '../stage/edge-rules.ts';
import { logArchiveRules } from '../stage/log-archive.ts';
import { networkRules } from '../stage/network-rules.ts';
import { phoenixRules } from '../stage/phoenix.ts';
import { resilienceRules } from '../stage/resilience-rules.ts';
import { seasonRules } from '../stage/season-rules.ts';
import { sleepRules } from '../stage/sleep-rules.ts';
import { taskSizeRules } from '../stage/task-sizes.ts';
import type { StageDefinition } from '../stages.ts';
import type { Problem } from './problem.ts';
import type { Rule } from './rule.ts';
import { subjectOfStage } from './subject.ts';

type StageRule = (stage: StageDefinition) => readonly Problem[];

const zonesInRegion: StageRule = (stage) =>
  stage.zones
    .filter((zone) => zone.slice(0, -1) !== stage.region)
    .map((zone) => ({
      subject: subjectOfStage(stage),
      field: 'zones',
      value: zone,
      wrong: 'is in another region',
      allowed: `zones of ${stage.region}`,
      fix: `write it like '${stage.region}a'`,
    }));

const minBelowMax: StageRule = (stage) =>
  stage.tasks.min <= stage.tasks.max
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'tasks.min',
          value: stage.tasks.min,
          wrong: 'is more than tasks.max',
          allowed: `at most ${stage.tasks.max}`,
          fix: 'lower it or raise tasks.max',
        },
      ];

/** Passwords and tokens travel over these connections; only what developers made up may do so in the clear. */
const domainBeyondDev: StageRule = (stage) =>
  !('none' in stage.domain) || stage.name === 'dev'
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'domain',
          value: stage.domain,
          wrong: 'leaves the stage without TLS',
          allowed: '{ name, hostedZoneId }; only dev may do without',
          fix: 'name a domain and the public Route 53 zone it is in',
        },
      ];

const releaseEndsInTime: StageRule = (stage) => {
  const parts = releaseMinutesOf(stage.release);
  const sum = Object.values(parts).reduce((left, right) => left + right, 0);
  if (sum <= longestReleaseMinutes) return [];
  const list = Object.entries(parts).map(([part, minutes]) => `${part} ${minutes}`);
  return [
    {
      subject: subjectOfStage(stage),
      field: 'release',
      value: `${sum} minutes`,
      wrong: `is how long a release may take (${list.join(' + ')})`,
      allowed: `at most ${longestReleaseMinutes} minutes, because CloudFormation waits for an hour`,
      fix: `shorten release.steps or release.keepOldMinutes by ${sum - longestReleaseMinutes}`,
    },
  ];
};

export const stageRules: readonly Rule<StageDefinition>[] = [
  { reads: ['region', 'zones'], problems: zonesInRegion },
  { reads: ['tasks'], problems: minBelowMax },
  { reads: ['name', 'domain'], problems: domainBeyondDev },
  ...dataRules,
  ...taskSizeRules,
  ...resilienceRules,
  ...baselineRules,
  ...alarmRules,
  { reads: ['release'], problems: releaseEndsInTime },
  ...seasonRules,
  ...sleepRules,
  ...phoenixRules,
  ...deliveryRules,
  ...networkRules,
  ...edgeRules,
  ...logArchiveRules,
  ...canaryRules,
];
