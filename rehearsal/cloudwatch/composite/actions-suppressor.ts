import type { AlarmState } from '../alarm-state.ts';

export interface SuppressorSettings {
  /** The alarm during which nothing is told. */
  readonly alarm: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

export interface Moment {
  readonly now: number;
  /** Of the composite alarm. */
  readonly state: AlarmState;
  readonly suppressor: AlarmState;
}

/**
 * Keeps a composite alarm from telling what another alarm explains. An alarm waits for its explanation, which may come
 * later than itself; and when the explanation ends, it waits again, so that it can end too.
 */
export class ActionsSuppressor {
  readonly #settings: SuppressorSettings;
  #told: AlarmState = 'INSUFFICIENT_DATA';
  #suppressed = false;
  #waitsUntil: number | undefined;
  #extendsUntil: number | undefined;

  constructor(settings: SuppressorSettings) {
    this.#settings = settings;
  }

  /** Whether the state is to be told now. */
  tells({ now, state, suppressor }: Moment): boolean {
    if (suppressor === 'ALARM') {
      this.#suppressed = true;
      this.#waitsUntil = undefined;
      return false;
    }
    if (this.#suppressed) {
      this.#suppressed = false;
      this.#extendsUntil = now + this.#settings.extensionSeconds * 1000;
    }
    if (this.#extendsUntil !== undefined && now < this.#extendsUntil) return false;
    if (state === this.#told) {
      this.#waitsUntil = undefined;
      this.#extendsUntil = undefined;
      return false;
    }
    // What is over needs no explanation, and what outlived one has waited.
    const waits = state === 'ALARM' && this.#extendsUntil === undefined;
    this.#waitsUntil ??= now + (waits ? this.#settings.waitSeconds * 1000 : 0);
    if (state === 'ALARM' && now < this.#waitsUntil) return false;
    this.#waitsUntil = undefined;
    this.#extendsUntil = undefined;
    this.#told = state;
    return true;
  }
}
