import type { Sample } from '../metric-source.ts';
import { condensed, type Pairs, samplesOf } from './pairs.ts';

export interface Retention {
  /** How long each second is kept by itself. */
  readonly secondsMs: number;
  /** How long each minute is. */
  readonly minutesMs: number;
}

interface Slot {
  /** In milliseconds, when it begins. */
  readonly at: number;
  pairs: Pairs;
}

const second = 1000;
const minute = 60_000;
/** Values of a second: as many as one line of a service may hold, and some more. */
const mostOfSecond = 150;
const mostOfMinute = 24;

/** What is kept of one metric in one unit: seconds while they are new, minutes for hours, then nothing. */
export class MeasuredSeries {
  readonly #retention: Retention;
  readonly #seconds: Slot[] = [];
  readonly #minutes: Slot[] = [];
  #lastAt = 0;

  constructor(retention: Retention) {
    this.#retention = retention;
  }

  /** When the newest of it was measured. */
  get lastAt(): number {
    return this.#lastAt;
  }

  add(at: number, pairs: Pairs, now: number): void {
    if (at < now - this.#retention.minutesMs) return;
    this.#lastAt = Math.max(this.#lastAt, at);
    if (at < now - this.#retention.secondsMs) merge(this.#minutes, startOf(at, minute), pairs, mostOfMinute);
    else merge(this.#seconds, startOf(at, second), pairs, mostOfSecond);
    this.forget(now);
  }

  /** Each at the middle of the second or the minute that is kept of it. */
  samples(from: number, to: number): readonly Sample[] {
    return [...within(this.#minutes, from, to, minute / 2), ...within(this.#seconds, from, to, second / 2)];
  }

  /** Puts old seconds together to minutes, and drops old minutes. */
  forget(now: number): void {
    // A whole minute at a time, so that none is half of the one and half of the other.
    const newer = startOf(now - this.#retention.secondsMs, minute);
    const old = this.#seconds.findIndex(({ at }) => at >= newer);
    for (const { at, pairs } of this.#seconds.splice(0, old === -1 ? this.#seconds.length : old)) {
      merge(this.#minutes, startOf(at, minute), pairs, mostOfMinute);
    }
    const kept = this.#minutes.findIndex(({ at }) => at >= now - this.#retention.minutesMs);
    if (kept !== 0) this.#minutes.splice(0, kept === -1 ? this.#minutes.length : kept);
  }
}

function startOf(at: number, length: number): number {
  return Math.floor(at / length) * length;
}

/** Most come in the order of time, so the search begins at the end. */
function merge(slots: Slot[], at: number, pairs: Pairs, most: number): void {
  const before = slots.findLastIndex((slot) => slot.at <= at);
  const slot = slots[before];
  if (slot?.at !== at) {
    slots.splice(before + 1, 0, { at, pairs: pairs.length > 2 * most ? condensed(pairs, most) : pairs });
    return;
  }
  const all = [...slot.pairs, ...pairs];
  slot.pairs = all.length > most ? condensed(all, most) : all;
}

function within(slots: readonly Slot[], from: number, to: number, middle: number): readonly Sample[] {
  const first = slots.findLastIndex((slot) => slot.at + middle < from) + 1;
  const samples: Sample[] = [];
  for (let index = first; index < slots.length; index += 1) {
    const slot = slots[index];
    if (slot === undefined || slot.at + middle >= to) break;
    samples.push(...samplesOf(slot.pairs, slot.at + middle));
  }
  return samples;
}
