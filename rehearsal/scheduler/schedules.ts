import type { Calendar } from '../calendar/calendar.ts';
import { readSchedule } from '../calendar/schedule-expression.ts';
import { AwsError, account, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';

export interface SchedulerParts {
  readonly region: string;
  readonly calendar: Calendar;
  /** Calls an operation of one of the APIs that are played: `rds`, `StopDBInstance`. */
  readonly call: (service: string, operation: string, input: Properties) => Promise<unknown>;
}

export interface KeptSchedule {
  readonly name: string;
  readonly group: string;
  /** As it was given: what is not said has its default, also where it had another value before. */
  readonly properties: Properties;
  /** One that is not is never due. */
  readonly enabled: boolean;
  readonly startsAt: number | undefined;
  readonly createdAt: Date;
}

/** The schedules there are, by group and name. */
export class Schedules {
  readonly #parts: SchedulerParts;
  readonly #kept = new Map<string, KeptSchedule>();

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  get all(): readonly KeptSchedule[] {
    return [...this.#kept.values()];
  }

  get(group: string, name: string): KeptSchedule {
    const found = this.#kept.get(`${group}/${name}`);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  }

  has(group: string, name: string): boolean {
    return this.#kept.has(`${group}/${name}`);
  }

  arnOf({ group, name }: Pick<KeptSchedule, 'group' | 'name'>): string {
    return `arn:aws:scheduler:${this.#parts.region}:${account}:schedule/${group}/${name}`;
  }

  /** In place of the one of that name. */
  put(group: string, name: string, properties: Properties): KeptSchedule {
    const reader = new PropertyReader(`schedule '${name}'`, properties);
    const target = reader.object('Target') ?? new PropertyReader(reader.subject, {});
    const arn = target.requiredText('Arn');
    const schedule = readSchedule(
      reader.requiredText('ScheduleExpression'),
      reader.text('ScheduleExpressionTimezone'),
    );
    const key = `${group}/${name}`;
    const enabled = reader.text('State') !== 'DISABLED';
    const startsAt = instantIn(reader, 'StartDate');
    const createdAt = this.#kept.get(key)?.createdAt ?? new Date();
    const kept = { name, group, properties, enabled, startsAt, createdAt };
    this.#kept.set(key, kept);
    this.#parts.calendar.cancel(`schedule ${key}`);
    if (!enabled) return kept;
    this.#parts.calendar.book(`schedule ${key}`, {
      schedule,
      from: startsAt,
      words: reader.text('Description') ?? name,
      act: () => this.#invoke(arn, target),
      ended: () => {
        if (reader.text('ActionAfterCompletion') === 'DELETE') this.#kept.delete(key);
      },
    });
    return kept;
  }

  delete(group: string, name: string): void {
    this.get(group, name);
    this.#parts.calendar.cancel(`schedule ${group}/${name}`);
    this.#kept.delete(`${group}/${name}`);
  }

  #invoke(arn: string, target: PropertyReader): Promise<unknown> {
    const [, service, action] = /^arn:aws:scheduler:::aws-sdk:([a-z0-9]+):(\w+)$/.exec(arn) ?? [];
    if (service !== undefined && action !== undefined) {
      const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
      return this.#parts.call(service, operation, inputOf(target));
    }
    const task = target.object('EcsParameters');
    if (/^arn:aws:ecs:[^:]*:[^:]*:cluster\//.test(arn) && task !== undefined) {
      return this.#parts.call('ecs', 'RunTask', {
        cluster: arn,
        taskDefinition: task.requiredText('TaskDefinitionArn'),
        group: task.text('Group'),
        launchType: task.text('LaunchType'),
        startedBy: 'scheduler',
      });
    }
    return Promise.reject(new Error(`the target ${arn} is not played here`));
  }
}

/** Seconds since 1970 from the SDK, a text from a template. */
function instantIn({ raw }: PropertyReader, name: string): number | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  return typeof value === 'number' ? value * 1000 : Date.parse(String(value));
}

/** Scheduler writes the members of RDS's requests in its own way. */
function inputOf(target: PropertyReader): Properties {
  const input: unknown = JSON.parse(target.text('Input') ?? '{}');
  return Object.fromEntries(
    Object.entries(input as Properties).map(([name, value]) => [name.replace(/^Db(?=[A-Z])/, 'DB'), value]),
  );
}
