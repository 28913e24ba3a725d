import type { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../platform/stages.ts';
import { nearestOf } from '../platform/validation/nearest.ts';

/** What somebody may say with `-c`, and what its value names. */
const keys = {
  /** The stages to synthesize: `-c stages=dev,staging`. */
  stages: 'a stage',
  /** The services to release although an alarm is on: `-c pastAlarms=catalog`. */
  pastAlarms: 'a service',
  /** The week whose base layers the images stand on: `-c base=2026-W47`. */
  base: 'a week',
} as const;

type Key = keyof typeof keys;

export interface ContextNames {
  readonly stages: readonly StageDefinition[];
  readonly services: readonly string[];
}

/**
 * Throws where a key or a name in its value is nobody's: a slip of the pen would otherwise synthesize everything, or
 * change nothing.
 */
export function checkContext(app: App, { stages, services }: ContextNames): void {
  const given = Object.keys(app.node.getAllContext()).filter(isOurs);
  const unknown = given.find((key) => !(key in keys));
  if (unknown !== undefined) {
    const known = Object.keys(keys);
    throw new ContextError({
      subject: 'context key',
      typed: unknown,
      what: 'read by anything',
      known,
      fix: 'remove it',
    });
  }
  const known = {
    stages: stages.map(({ name }) => name),
    pastAlarms: services,
    base: ['weeks like 2026-W47'],
  };
  for (const key of Object.keys(keys) as Key[]) {
    const given = namesIn(app, key);
    if (given === undefined || (key === 'base' && isOneWeek(given))) continue;
    const typed = key === 'base' ? given.join(',') : given.find((name) => !known[key].includes(name));
    if (typed === undefined) continue;
    throw new ContextError({
      subject: `context '${key}':`,
      typed,
      what: keys[key],
      known: known[key],
      fix: key === 'base' ? 'name one week' : 'name one or several with commas between',
    });
  }
}

function isOneWeek([week, ...others]: readonly string[]): boolean {
  return others.length === 0 && /^\d{4}-W\d\d$/.test(week ?? '');
}

/** The names that the context gives for this key, undefined where it gives none. */
export function namesIn(scope: Construct, key: Key): readonly string[] | undefined {
  const value: unknown = scope.node.tryGetContext(key);
  if (value === undefined) return undefined;
  return (typeof value === 'string' ? value : JSON.stringify(value)).split(',').map((name) => name.trim());
}

interface Unread {
  readonly subject: string;
  readonly typed: string;
  readonly what: string;
  readonly known: readonly string[];
  /** Where no known name is near. */
  readonly fix: string;
}

export class ContextError extends Error {
  readonly known: readonly string[];

  constructor({ subject, typed, what, known, fix }: Unread) {
    const guess = nearestOf(typed, known);
    super(
      `${subject} '${typed}' is not ${what}, known: ${known.join(', ')}; ${guess === undefined ? fix : `did you mean '${guess}'?`}`,
    );
    this.name = 'ContextError';
    this.known = known;
  }
}

/** CDK's own keys, its feature flags and what it looked up, have a colon or a scope. */
function isOurs(key: string): boolean {
  return !key.includes(':') && !key.startsWith('@') && !key.startsWith('aws-cdk');
}
