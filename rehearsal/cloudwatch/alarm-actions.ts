import type { PropertyReader } from '../property-reader.ts';
import type { AlarmState } from './alarm-state.ts';

/** Whom an alarm tells when it enters a state; nobody where its actions are switched off. */
export type AlarmActions = Readonly<Record<AlarmState, readonly string[]>>;

export const actionProperties = ['ActionsEnabled', 'AlarmActions', 'OKActions', 'InsufficientDataActions'];

export function readActions(reader: PropertyReader): AlarmActions {
  const enabled = reader.flag('ActionsEnabled') ?? true;
  const actions = (name: string): readonly string[] => (enabled ? reader.texts(name) : []);
  return {
    ALARM: actions('AlarmActions'),
    OK: actions('OKActions'),
    INSUFFICIENT_DATA: actions('InsufficientDataActions'),
  };
}
