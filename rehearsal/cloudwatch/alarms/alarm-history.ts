import type { AlarmStep, StateChange } from '../alarm-evaluator.ts';

export interface HistoryItem {
  readonly alarm: string;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  readonly data: object;
}

/** Of all alarms together; an alarm that goes on and off for hours must not fill the memory. */
const mostItems = 1000;

/** What alarms did, the newest last. */
export class AlarmHistory {
  readonly #items: HistoryItem[] = [];

  get items(): readonly HistoryItem[] {
    return this.#items;
  }

  note(item: HistoryItem): void {
    this.#items.push(item);
    if (this.#items.length > mostItems) this.#items.shift();
  }

  changed({ changes }: AlarmStep): void {
    for (const change of changes) this.note(itemOf(change));
  }
}

function itemOf({ alarm, at, from, to, reason }: StateChange): HistoryItem {
  return {
    ...{ alarm, at, type: 'StateUpdate' },
    summary: `Alarm updated from ${from} to ${to}`,
    data: {
      version: '1.0',
      oldState: { stateValue: from },
      newState: { stateValue: to, stateReason: reason },
    },
  };
}
