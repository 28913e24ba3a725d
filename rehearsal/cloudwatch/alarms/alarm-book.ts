import type { AlarmResource, AlarmStatus, AlarmStep, StateChange, TakenActions } from '../alarm-evaluator.ts';
import type { AlarmState } from '../alarm-state.ts';
import { ActionsSuppressor } from '../composite/actions-suppressor.ts';
import { alarmsOf, ruleHolds } from '../composite/alarm-rule.ts';
import { type CompositeAlarm, readCompositeAlarm } from '../composite/composite-alarm.ts';
import { orderOfComposites } from '../composite/order-of-composites.ts';
import { type Evaluation, evaluateMetricAlarm } from '../evaluate-metric-alarm.ts';
import type { MetricId, MetricSource } from '../metric-source.ts';
import { readMetricAlarm } from '../read-metric-alarm.ts';
import { atFirst, enter, type KnownAlarm, told } from './known-alarm.ts';

export interface AlarmBookProps {
  /** How fast the clock of an alarm on such metrics goes. @default - as fast as the caller's */
  readonly paceOf?: (metrics: readonly MetricId[]) => number;
}

/** Alarms that come and go, each in the state it was seen in last. */
export class AlarmBook {
  readonly #alarms = new Map<string, KnownAlarm>();
  readonly #paceOf: (metrics: readonly MetricId[]) => number;
  /** Each after all that it asks. */
  #composites: readonly string[] = [];
  /** What a composite alarm may still ask for, as on AWS, though it is no more. */
  readonly #gone = new Set<string>();

  constructor({ paceOf = () => 1 }: AlarmBookProps = {}) {
    this.#paceOf = paceOf;
  }

  get all(): readonly KnownAlarm[] {
    return [...this.#alarms.values()];
  }

  get(name: string): KnownAlarm | undefined {
    return this.#alarms.get(name);
  }

  /**
   * Takes alarms, which stay in the state that they had under their names.
   * @throws with a sentence where one is malformed, or asks for what is not there
   */
  put(resources: readonly AlarmResource[]): void {
    const before = new Map(this.#alarms);
    try {
      const metric = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
      const composite = resources.filter(({ type }) => type === 'AWS::CloudWatch::CompositeAlarm');
      for (const resource of metric) this.#putMetric(resource);
      const read = composite.map((resource) => ({
        resource,
        alarm: readCompositeAlarm(resource.properties),
      }));
      for (const { resource, alarm } of read) this.#putComposite(resource, alarm);
      this.#order();
    } catch (error) {
      this.#alarms.clear();
      for (const [name, alarm] of before) this.#alarms.set(name, alarm);
      throw error;
    }
  }

  delete(name: string): void {
    if (!this.#alarms.delete(name)) return;
    this.#gone.add(name);
    this.#order();
  }

  /** Looks at the metrics; of all alarms, or of those that `due` names. Composite alarms follow the others. */
  at(now: number, metrics: MetricSource, due: (alarm: KnownAlarm) => boolean = () => true): AlarmStep {
    const changes: StateChange[] = [];
    const actions: TakenActions[] = [];
    for (const known of this.#alarms.values()) {
      if (known.read.kind !== 'metric' || !due(known)) continue;
      const { alarm } = known.read;
      const changed = enter(known, now, evaluateMetricAlarm(alarm, { now, metrics, pace: known.pace }));
      changes.push(...changed);
      if (changed.length > 0) actions.push(...told(known, now, alarm.actions));
    }
    for (const name of this.#composites) {
      const known = this.#alarms.get(name);
      if (known?.read.kind !== 'composite' || !due(known)) continue;
      const changed = enter(known, now, this.#judge(known.read.alarm));
      changes.push(...changed);
      if (this.#tells(known, now, changed.length > 0))
        actions.push(...told(known, now, known.read.alarm.actions));
    }
    return { changes, actions };
  }

  /** Puts an alarm into a state by hand. Its next look takes it out again. */
  set(name: string, status: AlarmStatus & { readonly since: number }): AlarmStep {
    const known = this.#alarms.get(name);
    if (known === undefined) return { changes: [], actions: [] };
    const changes = enter(known, status.since, status);
    return {
      changes,
      actions: changes.length === 0 ? [] : told(known, status.since, known.read.alarm.actions),
    };
  }

  statuses(): ReadonlyMap<string, AlarmStatus> {
    return new Map(this.all.map(({ name, status }) => [name, status]));
  }

  #putMetric(resource: AlarmResource): void {
    const alarm = readMetricAlarm(resource.properties);
    const pace = this.#paceOf(alarm.watched.metrics);
    this.#alarms.set(alarm.name, {
      name: alarm.name,
      resource,
      read: { kind: 'metric', alarm },
      pace,
      status: this.#statusOf(alarm.name),
    });
    this.#gone.delete(alarm.name);
  }

  #putComposite(resource: AlarmResource, alarm: CompositeAlarm): void {
    const { name, suppressor } = alarm;
    this.#alarms.set(name, {
      name,
      resource,
      read: {
        kind: 'composite',
        alarm,
        suppressor: suppressor === undefined ? undefined : new ActionsSuppressor(suppressor),
      },
      pace: this.#slowestOf([...alarmsOf(alarm.rule), ...(suppressor ? [suppressor.alarm] : [])]),
      status: this.#statusOf(name),
    });
    this.#gone.delete(name);
  }

  /** A composite alarm waits for others. */
  #slowestOf(names: readonly string[]): number {
    const paces = names.map((name) => this.#alarms.get(name)?.pace ?? 1);
    return paces.length === 0 ? 1 : Math.min(...paces);
  }

  #order(): void {
    const read = this.all.flatMap((known) => (known.read.kind === 'composite' ? [known.read.alarm] : []));
    const others = this.all.flatMap((known) => (known.read.kind === 'metric' ? [known.name] : []));
    this.#composites = orderOfComposites(read, [...others, ...this.#gone]).map(({ name }) => name);
  }

  #statusOf(name: string): AlarmStatus {
    return this.#alarms.get(name)?.status ?? atFirst;
  }

  #stateOf(name: string): AlarmState {
    return this.#statusOf(name).state;
  }

  #judge({ rule }: CompositeAlarm): Evaluation {
    const states = alarmsOf(rule).map((alarm) => `${alarm} is ${this.#stateOf(alarm)}`);
    return {
      state: ruleHolds(rule, (alarm) => this.#stateOf(alarm)) ? 'ALARM' : 'OK',
      reason: states.join(', ') || 'the rule is constant',
    };
  }

  #tells({ read, status, pace }: KnownAlarm, now: number, hasChanged: boolean): boolean {
    if (read.kind === 'metric' || read.suppressor === undefined) return hasChanged;
    const suppressor = this.#stateOf(read.alarm.suppressor?.alarm ?? '');
    return read.suppressor.tells({ now: now * pace, state: status.state, suppressor });
  }
}
