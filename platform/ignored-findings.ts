import { sentence, text } from './validation/checks.ts';
import { DefinitionError, type Problem } from './validation/problem.ts';
import { problemsIn } from './validation/rule.ts';

/** A known weakness that somebody has looked at, and why it may be deployed for now. */
export interface IgnoredFinding {
  /** As the scan names it: `CVE-2026-12345`. */
  readonly id: string;
  /** Why it does not reach us, or what is done against it. */
  readonly reason: string;
  /** The last day on which it is ignored: `2027-01-31`. Half a year ahead at most. */
  readonly until: string;
}

/** For all services alike, since they stand on the same layers. After its day an entry stops every build, until it is gone. */
export const ignoredFindings: readonly IgnoredFinding[] = [];

const file = 'platform/ignored-findings.ts';
const dayMs = 24 * 60 * 60 * 1000;
const mostDays = 184;

const shape = {
  id: text({
    pattern: /^[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+$/,
    words: 'the name of a finding',
    example: 'CVE-2026-12345',
  }),
  reason: sentence('only reached by parsing TIFF images, and no service reads images'),
  until: text({ pattern: /^\d{4}-\d{2}-\d{2}$/, words: 'a day', example: '2027-01-31' }),
};

/** Throws a `DefinitionError` with all that is wrong with these entries, those included whose day has passed. */
export function validateIgnoredFindings(entries: readonly IgnoredFinding[], now: number): void {
  const problems = entries.flatMap((entry, at) => {
    const subject = { words: `ignored finding '${entry.id ?? `number ${at + 1}`}'`, file };
    return problemsIn(subject, entry, {
      shape,
      rules: [
        { reads: ['until'], problems: (whole) => dayProblems(subject, whole, now) },
        { reads: ['id'], problems: ({ id }) => twiceProblems(subject, id, entries.slice(0, at)) },
      ],
    });
  });
  if (problems.length > 0) throw new DefinitionError(problems);
}

function dayProblems(
  subject: Problem['subject'],
  { until }: IgnoredFinding,
  now: number,
): readonly Problem[] {
  const ends = Date.parse(`${until}T00:00:00Z`) + dayMs;
  const wrong = Number.isNaN(ends)
    ? 'is no day of the calendar'
    : ends <= now
      ? 'has passed'
      : ends > now + (mostDays + 1) * dayMs
        ? 'is more than half a year ahead, and nobody would look again before'
        : undefined;
  if (wrong === undefined) return [];
  return [
    {
      subject,
      field: 'until',
      value: until,
      wrong,
      allowed: `${dayOf(now)} to ${dayOf(now + mostDays * dayMs)}`,
      fix: 'look at the finding again: take the fix and remove the entry, or give it a new day and its reason',
    },
  ];
}

function twiceProblems(
  subject: Problem['subject'],
  id: string,
  before: readonly IgnoredFinding[],
): readonly Problem[] {
  if (!before.some((other) => other.id === id)) return [];
  return [
    {
      subject,
      field: 'id',
      value: id,
      wrong: 'is ignored twice',
      allowed: 'one entry each',
      fix: 'remove one',
    },
  ];
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
