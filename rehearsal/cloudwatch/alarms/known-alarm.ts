import type { AlarmActions } from '../alarm-actions.ts';
import type { AlarmResource, AlarmStatus, StateChange, TakenActions } from '../alarm-evaluator.ts';
import type { ActionsSuppressor } from '../composite/actions-suppressor.ts';
import type { CompositeAlarm } from '../composite/composite-alarm.ts';
import type { Evaluation } from '../evaluate-metric-alarm.ts';
import type { MetricAlarm } from '../metric-alarm.ts';

/** An alarm as it was read, in the state it was seen in last. */
export interface KnownAlarm {
  readonly name: string;
  readonly resource: AlarmResource;
  readonly read:
    | { readonly kind: 'metric'; readonly alarm: MetricAlarm }
    | {
        readonly kind: 'composite';
        readonly alarm: CompositeAlarm;
        readonly suppressor: ActionsSuppressor | undefined;
      };
  /** How many times as fast as the caller's its clock goes. */
  readonly pace: number;
  status: AlarmStatus;
}

export const atFirst: AlarmStatus = {
  state: 'INSUFFICIENT_DATA',
  since: undefined,
  reason: 'Unchecked: Initial alarm creation',
};

/** Puts it into a state, and says so where that is another one. */
export function enter(
  known: KnownAlarm,
  at: number,
  evaluation: Evaluation | undefined,
): readonly StateChange[] {
  const from = known.status.state;
  if (evaluation === undefined || from === evaluation.state) return [];
  const { state, reason } = evaluation;
  known.status = { state, since: at, reason };
  return [{ at, alarm: known.name, from, to: state, reason }];
}

/** Whom it tells of the state it is in. */
export function told(
  { name, status }: KnownAlarm,
  at: number,
  actions: AlarmActions,
): readonly TakenActions[] {
  const { state } = status;
  return actions[state].length > 0 ? [{ at, alarm: name, state, actions: actions[state] }] : [];
}
