import { nextAfter, parseCron } from '../../../../platform/calendar/cron.ts';
import { everyMonth, meanOf, monthNames, type Year, year } from './year.ts';

/** Sets a level, such as the least number of tasks, whenever it is due. */
export interface Change {
  readonly schedule: string;
  readonly timezone: string;
  readonly level: number;
}

export interface Level {
  /** How high it is on average, month by month. */
  readonly months: Year;
  /** How high it is on average in those hours in which it is not zero: what it would be without any sleep. */
  readonly awake: number;
  /** In which share of its hours it is not zero, month by month. */
  readonly present: Year;
}

/** How high something is over a year that is set by a calendar, and `usual` where there is none. */
export function levelOver(changes: readonly Change[], usual: number): Level {
  const due = changes.flatMap((change) => instantsOf(change).map((at) => ({ at, level: change.level })));
  const inOrder = due.sort((one, other) => one.at - other.at);
  const before = inOrder.at(-1)?.level ?? usual;
  const flags = inOrder.map(({ at, level }) => ({ at, level: level > 0 ? 1 : 0 }));
  const months = monthly((from, until) => meanLevel(inOrder, before, from, until));
  const present = monthly((from, until) => meanLevel(flags, before > 0 ? 1 : 0, from, until));
  const share = meanOf(present);
  return { months, present, awake: share === 0 ? 0 : meanOf(months) / share };
}

function monthly(mean: (from: number, until: number) => number): Year {
  return monthNames.map((_, month) => mean(Date.UTC(year, month), Date.UTC(year, month + 1)));
}

interface Due {
  readonly at: number;
  readonly level: number;
}

const [begins, ends] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];

/** The year turns: what the last change of it set is what it begins with. */
function meanLevel(due: readonly Due[], before: number, from: number, until: number): number {
  let level = before;
  let since = from;
  let sum = 0;
  for (const { at, level: next } of due) {
    if (at >= until) break;
    if (at > from) {
      sum += level * (at - since);
      since = at;
    }
    level = next;
  }
  return (sum + level * (until - since)) / (until - from);
}

const known = new Map<string, readonly number[]>();

/** Each instant of the year at which it is due; seven services keep the same hours. */
function instantsOf({ schedule, timezone }: Change): readonly number[] {
  const key = `${schedule} ${timezone}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const cron = parseCron(schedule);
  const instants: number[] = [];
  for (let at = nextAfter(cron, begins - 1, timezone); at < ends; at = nextAfter(cron, at, timezone)) {
    instants.push(at);
  }
  known.set(key, instants);
  return instants;
}

/** Of something that never changes. */
export function steady(level: number): Level {
  return { months: everyMonth(level), awake: level, present: everyMonth(level > 0 ? 1 : 0) };
}
