import { readAlarmName } from './alarm-name.ts';
import type { AlarmState } from './alarm-state.ts';
import { AlarmBook } from './alarms/alarm-book.ts';
import type { MetricSource } from './metric-source.ts';

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

/**
 * Evaluates alarms as CloudWatch does. It remembers states, since some of what alarms do depends on the state they are
 * in, and takes time and metrics from its caller.
 * @throws with a sentence where an alarm is malformed, or asks for what is not played
 */
export function createAlarmEvaluator(alarms: readonly AlarmResource[]): AlarmEvaluator {
  refuseTwice(alarms.map(({ properties }) => readAlarmName(properties)));
  const book = new AlarmBook();
  book.put(alarms);
  return { at: (now, metrics) => book.at(now, metrics), statuses: () => book.statuses() };
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`alarm '${twice}': two alarms have this name`);
}
