import type { AlarmStep } from './alarm-evaluator.ts';
import type { AlarmBook } from './alarms/alarm-book.ts';
import type { KnownAlarm } from './alarms/known-alarm.ts';
import type { MetricAlarm } from './metric-alarm.ts';
import type { MetricStore } from './store/metric-store.ts';

/** Looks at alarms as often as CloudWatch does: each once in each of its own minutes, or in ten seconds where its periods are shorter. */
export class AlarmWatch {
  readonly #book: AlarmBook;
  readonly #metrics: MetricStore;
  readonly #looked = new WeakMap<KnownAlarm, number>();
  /** Until when an alarm stays in the state that somebody put it into. */
  readonly #held = new Map<string, number>();

  constructor(book: AlarmBook, metrics: MetricStore) {
    this.#book = book;
    this.#metrics = metrics;
  }

  at(now: number): AlarmStep {
    return this.#book.at(now, this.#metrics, (alarm) => this.#isDue(alarm, now));
  }

  /** Puts an alarm into a state, for at least one of its minutes and some seconds: whoever follows it gets to see that. */
  set(name: string, status: Parameters<AlarmBook['set']>[1]): AlarmStep {
    const pace = this.#book.get(name)?.pace ?? 1;
    this.#held.set(name, status.since + Math.max(minute / pace, shownMs));
    return this.#book.set(name, status);
  }

  #isDue(known: KnownAlarm, now: number): boolean {
    if ((this.#held.get(known.name) ?? 0) > now) return false;
    this.#held.delete(known.name);
    if (known.read.kind === 'composite') return true;
    const { alarm } = known.read;
    if (alarm.treatMissingData === 'breaching' && !this.#couldBreak(alarm, known.pace, now)) return false;
    const step = alarm.periodSeconds < 60 ? 10_000 : minute;
    const number = Math.floor((now * known.pace) / step);
    if (this.#looked.get(known) === number) return false;
    this.#looked.set(known, number);
    return true;
  }

  /**
   * Whether one of its metrics was measured as long ago as the alarm looks back: before, and of what nothing here ever
   * measures, silence says nothing.
   */
  #couldBreak({ watched, evaluationPeriods }: MetricAlarm, pace: number, now: number): boolean {
    const lookedBackTo = now - (watched.periodSeconds * evaluationPeriods * 1000) / pace;
    return watched.metrics.some((metric) => (this.#metrics.firstAt(metric) ?? now) <= lookedBackTo);
  }
}

const minute = 60_000;
const shownMs = 10_000;
