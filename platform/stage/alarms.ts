import type { StageDefinition } from '../stages.ts';
import { listOf, oneOf, sentence, wholeNumber } from '../validation/checks.ts';
import type { Rule } from '../validation/rule.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** Alarms beyond those that every stage has, by what CloudWatch bills for them: 0.10 USD a month for each metric. */
export interface AlarmSettings {
  readonly database: DatabaseAlarmSettings | { readonly none: string };
  readonly tasks: TaskAlarmSettings | { readonly none: string };
  readonly objectives: ObjectiveAlarmSettings | { readonly none: string };
}

/** From where on the database is told of. That it is gone, or fails over, is always told where any of it is. */
export interface DatabaseAlarmSettings {
  readonly cpuPercent: number;
  /** Of the connections that RDS allows a class of this size. */
  readonly connectionsPercent: number;
  readonly freeMemoryPercent: number;
  /** Of the storage it begins with. RDS itself makes it larger when a tenth of it is left. */
  readonly freeStoragePercent: number;
  /** How far a copy that answers reads may be behind. */
  readonly replicaLagSeconds: number;
}

export interface TaskAlarmSettings {
  /** How many tasks of a service end by themselves within a quarter of an hour before it is told. */
  readonly restarts: number;
}

export interface ObjectiveAlarmSettings {
  /** Whether only what uses a budget up fast is told, or also, as a ticket, what erodes it over days. */
  readonly tell: readonly ('burning' | 'eroding')[];
}

const percent = wholeNumber({ from: 1, to: 99 });

export const alarmsShape: Shape = {
  database: new Choice(
    (database): Shape =>
      'none' in database
        ? { none: sentence('it holds made-up data, which seeding makes again') }
        : {
            cpuPercent: percent,
            connectionsPercent: percent,
            freeMemoryPercent: percent,
            freeStoragePercent: percent,
            replicaLagSeconds: wholeNumber({ from: 1, to: 3600 }),
          },
  ),
  tasks: new Choice(
    (tasks): Shape =>
      'none' in tasks
        ? { none: sentence('whoever develops sees it in npx shoal doctor') }
        : { restarts: wholeNumber({ from: 1, to: 100 }) },
  ),
  objectives: new Choice(
    (objectives): Shape =>
      'none' in objectives
        ? { none: sentence('nobody was promised anything here') }
        : { tell: listOf(oneOf('burning', 'eroding'), { atLeast: 1 }) },
  ),
};

/** A database that says nothing for minutes is taken for gone, and one that sleeps says nothing all night. */
const isAwake: Rule<StageDefinition>['problems'] = (stage) =>
  'none' in stage.alarms.database || 'none' in stage.sleep
    ? []
    : [
        {
          subject: subjectOfStage(stage),
          field: 'alarms.database',
          value: stage.alarms.database,
          wrong: 'would page somebody each night, when the database sleeps',
          allowed: "{ none: 'why' } in a stage that sleeps",
          fix: "write { none: 'why' }, or let the stage be awake",
        },
      ];

export const alarmRules: readonly Rule<StageDefinition>[] = [
  { reads: ['alarms', 'sleep'], problems: isAwake },
];
