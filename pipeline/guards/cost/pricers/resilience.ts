import { parseCron } from '../../../../platform/calendar/cron.ts';
import { type Charge, fixed } from '../charge.ts';
import { counted } from '../counted.ts';
import type { Priced, Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { numberAt, recordsAt, textAt } from '../property.ts';
import type { Properties } from '../stack.ts';

const group = 'resilience';
/** What changes in a database in a day, which is all that a further copy of it holds. */
const changedADay = 0.02;
const daysOfMonth = 30;
/** How long a restored database is there at least, while it is looked at. */
const leastHours = 1;

export const resiliencePricers: Pricers = {
  'AWS::Backup::BackupPlan': (priced) => {
    const rules = recordsAt(priced.resource.properties, 'BackupPlan.BackupPlanRule');
    return rules.flatMap((rule) => copiesOf(rule, priced));
  },
  'AWS::Backup::RestoreTestingPlan': ({ resource: { properties }, estate, prices }) => {
    const { daysOfWeek } = parseCron(textAt(properties, 'ScheduleExpression') ?? '');
    const drills = (daysOfWeek.length * hoursOfMonth) / (24 * 7);
    const hours = Math.max(
      leastHours,
      ...estate
        .ofType('AWS::Backup::RestoreTestingSelection')
        .map((selection) => numberAt(selection.properties, 'ValidationWindowHours') ?? 0),
    );
    const restored = databasesOf({ estate }).map(({ properties: database }) => {
      const kind = (textAt(database, 'DBInstanceClass') ?? '').replace(/^db\./, '');
      return hours * prices.of(`database.${kind}`);
    });
    return [
      fixed(
        { group, what: `${drills.toFixed(1)} restores of what is backed up, tested` },
        drills * prices.of('backup.restore-test') * restored.length,
      ),
      fixed(
        { group, what: `${counted(hours, 'hour')} of the restored database, each time` },
        drills * restored.reduce((sum, usd) => sum + usd, 0),
      ),
    ];
  },
};

/** The first copy is whole; those after it hold what has changed. */
function copiesOf(rule: Properties, { estate, prices }: Priced): readonly Charge[] {
  const gb = databasesOf({ estate }).reduce(
    (sum, { properties }) => sum + (numberAt(properties, 'AllocatedStorage') ?? 0),
    0,
  );
  const days = numberAt(rule, 'Lifecycle.DeleteAfterDays') ?? 365;
  const cron = textAt(rule, 'ScheduleExpression');
  const everyDays = cron === undefined ? 1 : daysBetween(cron);
  const kept = Math.floor(days / everyDays);
  const held = gb * (1 + Math.min(1, changedADay * everyDays) * Math.max(0, kept - 1));
  const name = textAt(rule, 'RuleName') ?? 'backups';
  const far = recordsAt(rule, 'CopyActions').map((copy) => {
    const farDays = numberAt(copy, 'Lifecycle.DeleteAfterDays') ?? days;
    const farHeld = gb * (1 + changedADay * everyDays * Math.max(0, Math.floor(farDays / everyDays) - 1));
    const sent = gb * changedADay * daysOfMonth * prices.of('backup.copied');
    return fixed(
      { group, what: `${Math.round(farHeld)} GB of copies in another region` },
      farHeld * prices.of('backup.stored') + sent,
    );
  });
  return [
    fixed(
      { group, what: `${Math.round(held)} GB of copies by '${name}', kept for ${days} days` },
      held * prices.of('backup.stored'),
    ),
    ...far,
  ];
}

function daysBetween(expression: string): number {
  const { daysOfMonth: dates, daysOfWeek } = parseCron(expression);
  if (dates.length < 28) return daysOfMonth / dates.length;
  return daysOfWeek.length === 7 ? 1 : 7 / daysOfWeek.length;
}

/** What AWS Backup finds: the database itself, and not its replicas. */
function databasesOf({ estate }: Pick<Priced, 'estate'>) {
  return estate
    .ofType('AWS::RDS::DBInstance')
    .filter(({ properties }) => properties.SourceDBInstanceIdentifier === undefined);
}
