import type { AlarmActions } from './alarm-actions.ts';
import type { AlarmState } from './alarm-state.ts';
import { ActionsSuppressor } from './composite/actions-suppressor.ts';
import { alarmsOf, ruleHolds } from './composite/alarm-rule.ts';
import { type CompositeAlarm, readCompositeAlarm } from './composite/composite-alarm.ts';
import { orderOfComposites } from './composite/order-of-composites.ts';
import { type Evaluation, evaluateMetricAlarm } from './evaluate-metric-alarm.ts';
import type { MetricSource } from './metric-source.ts';
import { readMetricAlarm } from './read-metric-alarm.ts';

/** An alarm of a template, with nothing left to resolve in it. */
export interface AlarmResource {
  readonly type: 'AWS::CloudWatch::Alarm' | 'AWS::CloudWatch::CompositeAlarm';
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface StateChange {
  readonly at: number;
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

/** Whom an alarm tells of its state, which may be later than when it changed. */
export interface TakenActions {
  readonly at: number;
  readonly alarm: string;
  readonly state: AlarmState;
  readonly actions: readonly string[];
}

export interface AlarmStep {
  readonly changes: readonly StateChange[];
  readonly actions: readonly TakenActions[];
}

export interface AlarmStatus {
  readonly state: AlarmState;
  readonly since: number | undefined;
  readonly reason: string;
}

export interface AlarmEvaluator {
  /** Looks at the metrics at a moment, later than the last, and says what changed. Call it at least once a minute. */
  at(now: number, metrics: MetricSource): AlarmStep;
  /** Of every alarm, by name. */
  statuses(): ReadonlyMap<string, AlarmStatus>;
}

const atFirst: AlarmStatus = {
  state: 'INSUFFICIENT_DATA',
  since: undefined,
  reason: 'Unchecked: Initial alarm creation',
};

/**
 * Evaluates alarms as CloudWatch does. It remembers states, since some of what alarms do depends on the state they are
 * in, and takes time and metrics from its caller.
 * @throws with a sentence where an alarm is malformed, or asks for what is not played
 */
export function createAlarmEvaluator(alarms: readonly AlarmResource[]): AlarmEvaluator {
  const metricAlarms = propertiesOf(alarms, 'AWS::CloudWatch::Alarm').map(readMetricAlarm);
  const names = metricAlarms.map(({ name }) => name);
  const read = propertiesOf(alarms, 'AWS::CloudWatch::CompositeAlarm').map(readCompositeAlarm);
  refuseTwice([...names, ...read.map(({ name }) => name)]);
  const composites = orderOfComposites(read, names);
  const suppressors = new Map(
    composites.flatMap(({ name, suppressor }) =>
      suppressor === undefined ? [] : [[name, new ActionsSuppressor(suppressor)] as const],
    ),
  );
  const statuses = new Map(
    [...metricAlarms, ...composites].map(({ name }): [string, AlarmStatus] => [name, atFirst]),
  );
  const stateOf = (name: string): AlarmState => (statuses.get(name) ?? atFirst).state;

  const enter = (alarm: string, at: number, { state, reason }: Evaluation): readonly StateChange[] => {
    const from = stateOf(alarm);
    if (from === state) return [];
    statuses.set(alarm, { state, since: at, reason });
    return [{ at, alarm, from, to: state, reason }];
  };

  const tells = ({ name, suppressor }: CompositeAlarm, now: number, hasChanged: boolean): boolean => {
    const holding = suppressors.get(name);
    if (holding === undefined || suppressor === undefined) return hasChanged;
    return holding.tells({ now, state: stateOf(name), suppressor: stateOf(suppressor.alarm) });
  };

  return {
    at(now, metrics) {
      const changes: StateChange[] = [];
      const actions: TakenActions[] = [];
      const tell = (alarm: string, taken: AlarmActions): void => {
        const state = stateOf(alarm);
        if (taken[state].length > 0) actions.push({ at: now, alarm, state, actions: taken[state] });
      };
      for (const alarm of metricAlarms) {
        const evaluation = evaluateMetricAlarm(alarm, now, metrics);
        const changed = evaluation === undefined ? [] : enter(alarm.name, now, evaluation);
        changes.push(...changed);
        if (changed.length > 0) tell(alarm.name, alarm.actions);
      }
      for (const composite of composites) {
        const changed = enter(composite.name, now, evaluateComposite(composite, stateOf));
        changes.push(...changed);
        if (tells(composite, now, changed.length > 0)) tell(composite.name, composite.actions);
      }
      return { changes, actions };
    },
    statuses: () => new Map(statuses),
  };
}

function evaluateComposite({ rule }: CompositeAlarm, stateOf: (alarm: string) => AlarmState): Evaluation {
  const states = alarmsOf(rule).map((alarm) => `${alarm} is ${stateOf(alarm)}`);
  return {
    state: ruleHolds(rule, stateOf) ? 'ALARM' : 'OK',
    reason: states.join(', ') || 'the rule is constant',
  };
}

function propertiesOf(
  alarms: readonly AlarmResource[],
  type: AlarmResource['type'],
): readonly AlarmResource['properties'][] {
  return alarms.filter((alarm) => alarm.type === type).map(({ properties }) => properties);
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`alarm '${twice}': two alarms have this name`);
}
