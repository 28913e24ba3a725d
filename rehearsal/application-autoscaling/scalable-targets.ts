import type { Calendar } from '../calendar/calendar.ts';
import { readSchedule } from '../calendar/schedule-expression.ts';
import { AwsError, account } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';

export interface ScalingParts {
  readonly region: string;
  /** Keeps a service's desired count within bounds; undefined lifts them. */
  readonly setBounds: (
    cluster: string,
    service: string,
    bounds: { readonly min: number; readonly max: number } | undefined,
  ) => void;
  readonly calendar: Calendar;
}

export interface ScalableTarget {
  readonly resource: string;
  readonly min: number;
  readonly max: number;
  readonly createdAt: Date;
  readonly actions: ReadonlyMap<string, ScheduledAction>;
}

export interface ScheduledAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string | undefined;
  readonly startTime: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly createdAt: Date;
}

export const dimension = 'ecs:service:DesiredCount';

/** The bounds of services, and when they change. */
export class ScalableTargets {
  readonly #parts: ScalingParts;
  readonly #targets = new Map<string, ScalableTarget>();

  constructor(parts: ScalingParts) {
    this.#parts = parts;
  }

  get all(): readonly ScalableTarget[] {
    return [...this.#targets.values()];
  }

  get(resource: string): ScalableTarget {
    const found = this.#targets.get(resource);
    if (found !== undefined) return found;
    throw new AwsError(
      'ObjectNotFoundException',
      `No scalable target registered for service namespace: ecs, resource ID: ${resource}, scalable dimension: ${dimension}`,
    );
  }

  arnOf(resource: string): string {
    return `arn:aws:application-autoscaling:${this.#parts.region}:${account}:scalable-target/${resource}`;
  }

  /** What is not said stays as it is. */
  register(
    resource: string,
    { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  ) {
    const known = this.#targets.get(resource);
    const bounds = { min: min ?? known?.min ?? Number.NaN, max: max ?? known?.max ?? Number.NaN };
    if (!(bounds.min <= bounds.max)) {
      throw new AwsError(
        'ValidationException',
        `minimum capacity ${bounds.min} of '${resource}' is above the maximum of ${bounds.max}`,
      );
    }
    this.#targets.set(resource, {
      resource,
      createdAt: known?.createdAt ?? new Date(),
      actions: known?.actions ?? new Map(),
      ...bounds,
    });
    const [, cluster = '', service = ''] = resource.split('/');
    this.#parts.setBounds(cluster, service, bounds);
  }

  deregister(resource: string): void {
    for (const name of this.#targets.get(resource)?.actions.keys() ?? []) this.deleteAction(resource, name);
    this.#targets.delete(resource);
    const [, cluster = '', service = ''] = resource.split('/');
    this.#parts.setBounds(cluster, service, undefined);
  }

  /** What is not said stays as it is, but for the start, which is then at once. One that is due once is kept when it is done. */
  putAction(resource: string, input: PropertyReader): void {
    const name = input.requiredText('ScheduledActionName');
    const bounds = input.object('ScalableTargetAction') ?? new PropertyReader(input.subject, {});
    const known = this.get(resource).actions.get(name);
    const action: ScheduledAction = {
      name,
      schedule: input.text('Schedule') ?? known?.schedule ?? '',
      timezone: input.text('Timezone') ?? known?.timezone,
      startTime: instantIn(input, 'StartTime'),
      min: bounds.number('MinCapacity') ?? known?.min,
      max: bounds.number('MaxCapacity') ?? known?.max,
      createdAt: known?.createdAt ?? new Date(),
    };
    const schedule = readSchedule(action.schedule, action.timezone);
    this.#setActions(resource, (actions) => actions.set(name, action));
    this.#parts.calendar.book(keyOf(resource, name), {
      schedule,
      from: action.startTime,
      words: `${resource.split('/').slice(1).join(' ')} ${name}: ${action.min} to ${action.max} tasks`,
      act: () => this.register(resource, action),
    });
  }

  deleteAction(resource: string, name: string): void {
    if (!this.get(resource).actions.has(name)) {
      throw new AwsError('ObjectNotFoundException', `No scheduled action ${name} of ${resource}`);
    }
    this.#parts.calendar.cancel(keyOf(resource, name));
    this.#setActions(resource, (actions) => actions.delete(name));
  }

  #setActions(resource: string, change: (actions: Map<string, ScheduledAction>) => void): void {
    const target = this.#targets.get(resource);
    if (target === undefined) return;
    const actions = new Map(target.actions);
    change(actions);
    this.#targets.set(resource, { ...target, actions });
  }
}

function keyOf(resource: string, action: string): string {
  return `scheduled action ${action} of ${resource}`;
}

/** Seconds since 1970 from the SDK, a text from a template. */
function instantIn(input: PropertyReader, name: string): number | undefined {
  const value = input.raw[name];
  if (value === undefined) return undefined;
  return typeof value === 'number' ? value * 1000 : Date.parse(input.requiredText(name));
}
