import type { StageDefinition } from '../stages.ts';
import type { Problem } from '../validation/problem.ts';
import type { Rule } from '../validation/rule.ts';
import { subjectOfStage } from '../validation/subject.ts';
import { windowsMeet } from '../validation/windows.ts';

type DataRule = (stage: StageDefinition) => Omit<Problem, 'subject'> | undefined;

const protectedDataIsBackedUp: DataRule = ({ protectsData, database: { backupDays } }) =>
  protectsData && backupDays === 0
    ? {
        field: 'database.backupDays',
        value: backupDays,
        wrong: 'leaves data without a backup that protectsData promises to protect',
        allowed: '1 or more',
        fix: 'keep backups for 7 days',
      }
    : undefined;

const replicasNeedBackups: DataRule = ({ database: { backupDays, replicas } }) =>
  replicas > 0 && backupDays === 0
    ? {
        field: 'database.replicas',
        value: replicas,
        wrong: 'are copies that RDS makes from backups, and backupDays is 0',
        allowed: '0, or backups of a day or more',
        fix: 'set database.backupDays to 1',
      }
    : undefined;

const roomToGrow: DataRule = ({ database: { storageGiB, maxStorageGiB } }) => {
  const least = Math.ceil(storageGiB * 1.1);
  return maxStorageGiB < least
    ? {
        field: 'database.maxStorageGiB',
        value: maxStorageGiB,
        wrong: 'is less than RDS lets storage grow',
        allowed: `${least} or more, a tenth above storageGiB`,
        fix: `use ${2 * storageGiB}`,
      }
    : undefined;
};

/** The classes for which RDS has no Database Insights with MySQL. */
const tooSmallForInsights = /^t(2|3|4g)\.(micro|small)$/;

const insightsNeedRoom: DataRule = ({ database: { instanceClass, insights } }) =>
  'mode' in insights && tooSmallForInsights.test(instanceClass)
    ? {
        field: 'database.insights',
        value: insights,
        wrong: `is not to be had with ${instanceClass}`,
        allowed: '{ none: … } below t4g.medium',
        fix: "write { none: 'RDS has none for a class this small' }",
      }
    : undefined;

/** RDS and ElastiCache both refuse windows that overlap. */
const windowsApart =
  (part: 'database' | 'cache'): DataRule =>
  (stage) => {
    const { maintenanceWindow } = stage[part];
    const daily = part === 'database' ? stage.database.backupWindow : stage.cache.snapshotWindow;
    return windowsMeet(daily, maintenanceWindow)
      ? {
          field: `${part}.maintenanceWindow`,
          value: maintenanceWindow,
          wrong: `overlaps with ${daily}, when copies are made`,
          allowed: 'windows apart from each other',
          fix: 'move one of them',
        }
      : undefined;
  };

export const dataRules: readonly Rule<StageDefinition>[] = [
  { reads: ['protectsData', 'database.backupDays'], problems: about(protectedDataIsBackedUp) },
  { reads: ['database.backupDays', 'database.replicas'], problems: about(replicasNeedBackups) },
  { reads: ['database.storageGiB', 'database.maxStorageGiB'], problems: about(roomToGrow) },
  { reads: ['database.instanceClass', 'database.insights'], problems: about(insightsNeedRoom) },
  {
    reads: ['database.backupWindow', 'database.maintenanceWindow'],
    problems: about(windowsApart('database')),
  },
  { reads: ['cache.snapshotWindow', 'cache.maintenanceWindow'], problems: about(windowsApart('cache')) },
];

function about(rule: DataRule): (stage: StageDefinition) => readonly Problem[] {
  return (stage) => {
    const problem = rule(stage);
    return problem === undefined ? [] : [{ subject: subjectOfStage(stage), ...problem }];
  };
}
