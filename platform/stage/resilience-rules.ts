import type { StageDefinition } from '../stages.ts';
import { unknownName } from '../validation/names.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { isRecord } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { windowsMeet } from '../validation/windows.ts';
import { type Experiment, experimentsOf, isTaskFault } from './experiments.ts';
import type { BackupSettings } from './resilience.ts';

type Finding = Omit<Problem, 'subject'>;
type ResilienceRule = (stage: StageDefinition) => readonly Finding[];

const protectedDataHasAVault: ResilienceRule = ({ protectsData, resilience: { backup } }) =>
  protectsData && 'none' in backup
    ? [
        {
          field: 'resilience.backup',
          value: backup,
          wrong: 'leaves data that protectsData promises to protect to whoever can delete the database',
          allowed: 'a backup; only a stage without protectsData may do without',
          fix: 'copy the block of staging',
        },
      ]
    : [];

const monthlyOutlastDaily = ofBackups(({ keepDays, keepMonthlyDays }) =>
  keepMonthlyDays > 0 && keepMonthlyDays <= keepDays
    ? [
        {
          field: 'resilience.backup.keepMonthlyDays',
          value: keepMonthlyDays,
          wrong: 'ends no later than the daily copies',
          allowed: `0, or more than ${keepDays}`,
          fix: 'use 0',
        },
      ]
    : [],
);

/** RDS takes one copy at a time, and none while it is maintained. */
const apartFromTheDatabases = ofBackups(({ window }, { database }) =>
  [database.maintenanceWindow, eachMonday(database.backupWindow)]
    .filter((other) => windowsMeet(window, other))
    .map(() => ({
      field: 'resilience.backup.window',
      value: window,
      wrong: 'overlaps with when RDS is busy with the database itself',
      allowed: `a window apart from ${database.backupWindow} each day and from ${database.maintenanceWindow}`,
      fix: 'move it',
    })),
);

/** RDS copies nothing of a database that is stopped, and the alarm on missed copies would tell of it each weekend. */
const awakeForItsCopies = ofBackups((_backup, { sleep }) =>
  'none' in sleep
    ? []
    : [
        {
          field: 'resilience.backup',
          value: 'on',
          wrong: 'would find the database stopped, because the stage sleeps',
          allowed: '{ none: why } where the stage sleeps',
          fix: 'give the stage either a backup or sleep',
        },
      ],
);

const farIsElsewhere = ofBackups(({ farCopies }, { region }) =>
  'region' in farCopies && farCopies.region === region
    ? [
        {
          field: 'resilience.backup.farCopies.region',
          value: farCopies.region,
          wrong: 'is where the stage itself is',
          allowed: 'another region',
          fix: "name one at a distance, like 'eu-west-1'",
        },
      ]
    : [],
);

/** The agent installs what it needs when its task starts, which takes half a GiB beside the service. */
const leastMemoryMiB = 1024;

const agentsHaveRoom: ResilienceRule = (stage) =>
  [
    ...new Set(
      experimentsOf(stage)
        .filter(isTaskFault)
        .map(({ service }) => service),
    ),
  ]
    .filter((service) => (stage.taskSizes[service]?.memoryMiB ?? 0) < leastMemoryMiB)
    .map((service) => ({
      field: `taskSizes.${service}`,
      value: stage.taskSizes[service],
      wrong: 'leaves no room for the agent that the experiments in its tasks take',
      allowed: `a size of ${leastMemoryMiB} MiB or more`,
      fix: `write { cpu: 256, memoryMiB: ${leastMemoryMiB} } or more`,
    }));

/** A template that cannot run would be found out on the day somebody needs it. */
const experimentsCanRun: ResilienceRule = (stage) =>
  experimentsOf(stage).flatMap((experiment) => {
    const missing = missingFor(experiment, stage);
    return missing === undefined
      ? []
      : [
          {
            field: 'resilience.experiments',
            value: experiment.kind,
            wrong: `cannot run, because ${missing.reason}`,
            allowed: missing.allowed,
            fix: 'remove it or give it what it needs',
          },
        ];
  });

function missingFor(
  experiment: Experiment,
  { database, cache, zones }: StageDefinition,
): { readonly reason: string; readonly allowed: string } | undefined {
  if (experiment.kind === 'fail-database-over' && !database.multiAz) {
    return { reason: 'the database has no standby', allowed: 'database.multiAz: true' };
  }
  if (experiment.kind === 'fail-cache-over' && cache.replicas === 0) {
    return { reason: 'the cache has no replica', allowed: 'cache.replicas of 1 or more' };
  }
  if ('zone' in experiment && !zones.includes(experiment.zone)) {
    return { reason: `the stage is not in ${experiment.zone}`, allowed: zones.join(', ') };
  }
  return undefined;
}

export const resilienceRules: readonly Rule<StageDefinition>[] = [
  { reads: ['protectsData', 'resilience.backup'], problems: about(protectedDataHasAVault) },
  { reads: ['resilience.backup'], problems: about(monthlyOutlastDaily) },
  {
    reads: ['resilience.backup', 'database.backupWindow', 'database.maintenanceWindow'],
    problems: about(apartFromTheDatabases),
  },
  { reads: ['sleep', 'resilience.backup'], problems: about(awakeForItsCopies) },
  { reads: ['region', 'resilience.backup'], problems: about(farIsElsewhere) },
  {
    reads: ['resilience.experiments', 'database.multiAz', 'cache.replicas', 'zones'],
    problems: about(experimentsCanRun),
  },
  { reads: ['resilience.experiments', 'taskSizes'], problems: about(agentsHaveRoom) },
];

/** Experiments on services that there are not. */
export function experimentsOnStrangers(
  stages: readonly StageDefinition[],
  services: readonly string[],
): readonly Problem[] {
  return stages.flatMap((stage) => {
    const experiments = isRecord(stage.resilience) ? stage.resilience.experiments : [];
    return (Array.isArray(experiments) ? experiments : [])
      .map((experiment: unknown) => (isRecord(experiment) ? experiment.service : undefined))
      .filter((name) => typeof name === 'string')
      .filter((name) => !services.includes(name))
      .map((value) =>
        unknownName({
          subject: subjectOfStage(stage),
          field: 'resilience.experiments',
          value,
          known: services,
          what: 'a service',
        }),
      );
  });
}

/** For stages that have any. */
function ofBackups(
  rule: (backup: BackupSettings, stage: StageDefinition) => readonly Finding[],
): ResilienceRule {
  return (stage) => {
    const { backup } = stage.resilience;
    return 'none' in backup ? [] : rule(backup, stage);
  };
}

/** A daily window as one of a week, which it may leave by midnight. */
function eachMonday(daily: string): string {
  const [from = '', to = ''] = daily.split('-');
  return `mon:${from}-${to > from ? 'mon' : 'tue'}:${to}`;
}

function about(rule: ResilienceRule): (stage: StageDefinition) => readonly Problem[] {
  return (stage) => rule(stage).map((finding) => ({ subject: subjectOfStage(stage), ...finding }));
}
