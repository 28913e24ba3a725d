export type HealthState = 'initial' | 'healthy' | 'unhealthy';

export interface HealthThresholds {
  readonly healthy: number;
  readonly unhealthy: number;
  readonly intervalMs: number;
}

export interface HealthReason {
  readonly code: string;
  readonly description: string;
}

/** An initial target is asked this often, so that a start is not slower than the task that starts. */
const initialIntervalMs = 100;
const initialReason = { code: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' };

/** What a target's answers to its checks make of it. */
export class HealthRecord {
  #state: HealthState = 'initial';
  #reason: HealthReason | undefined = initialReason;
  #streak = 0;
  readonly #thresholds: HealthThresholds;
  readonly #since: number;

  constructor(thresholds: HealthThresholds, now: number) {
    this.#thresholds = thresholds;
    this.#since = now;
  }

  get state(): HealthState {
    return this.#state;
  }

  get reason(): HealthReason | undefined {
    return this.#reason;
  }

  get nextCheckMs(): number {
    return this.#state === 'initial' ? initialIntervalMs : this.#thresholds.intervalMs;
  }

  passed(): void {
    if (this.#state === 'healthy') {
      this.#streak = 0;
      return;
    }
    this.#streak += 1;
    if (this.#state === 'unhealthy' && this.#streak < this.#thresholds.healthy) return;
    this.#become('healthy', undefined);
  }

  failed(reason: HealthReason, now: number): void {
    if (this.#state === 'unhealthy') {
      this.#streak = 0;
      this.#reason = reason;
      return;
    }
    this.#streak += 1;
    // Counted in time while initial: the quick first checks would use up the threshold before a task can listen.
    const enough =
      this.#state === 'initial'
        ? now - this.#since >= this.#thresholds.unhealthy * this.#thresholds.intervalMs
        : this.#streak >= this.#thresholds.unhealthy;
    if (enough) this.#become('unhealthy', reason);
  }

  #become(state: HealthState, reason: HealthReason | undefined): void {
    this.#state = state;
    this.#reason = reason;
    this.#streak = 0;
  }
}
