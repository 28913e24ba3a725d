import { checkHealth } from './health-check.ts';
import { type HealthReason, HealthRecord } from './health-record.ts';
import { Target, type TargetAddress } from './target.ts';
import type { TargetGroupSettings } from './target-group-settings.ts';
import { TrafficCounters } from './traffic-counters.ts';

export interface TargetHealth {
  readonly target: TargetAddress;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  readonly reason?: string;
  readonly description?: string;
}

interface Registered {
  readonly target: Target;
  record: HealthRecord;
  /** Ends its checks. */
  checks: AbortController;
}

const notInUse = {
  code: 'Target.NotInUse',
  description: 'Target group is not configured to receive traffic from the load balancer',
};
const leaving = {
  code: 'Target.DeregistrationInProgress',
  description: 'Target deregistration is in progress',
};

/** Targets that serve the same thing: who is registered, who is fit, whose turn it is. */
export class TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly counters = new TrafficCounters();
  #settings: TargetGroupSettings;
  #inUse = false;
  readonly #registered = new Map<string, Registered>();
  readonly #draining = new Map<Target, Promise<void>>();
  /** Who may get requests, worked out when somebody's state changes and not for each request. */
  #fit: readonly Target[] = [];
  #turn = 0;
  readonly #waiting = new Set<() => void>();

  constructor({ arn, name, settings }: { arn: string; name: string; settings: TargetGroupSettings }) {
    this.arn = arn;
    this.name = name;
    this.#settings = settings;
  }

  set settings(settings: TargetGroupSettings) {
    this.#settings = settings;
  }

  /** Targets of a group no listener forwards to are not checked, as on AWS. */
  set inUse(inUse: boolean) {
    if (inUse === this.#inUse) return;
    this.#inUse = inUse;
    for (const registered of this.#registered.values()) {
      registered.checks.abort();
      if (inUse) this.#startChecks(registered);
    }
    this.#changed();
  }

  register({ address, port }: TargetAddress): void {
    const key = `${address}:${port}`;
    if (this.#registered.has(key)) return;
    const registered = {
      target: new Target({ address, port }),
      record: this.#newRecord(),
      checks: new AbortController(),
    };
    this.#registered.set(key, registered);
    if (this.#inUse) this.#startChecks(registered);
    this.#changed();
  }

  /** Resolves when its last request is done, or the deregistration delay has passed. */
  async deregister({ address, port }: TargetAddress): Promise<void> {
    const key = `${address}:${port}`;
    const registered = this.#registered.get(key);
    if (registered === undefined) {
      const draining = [...this.#draining].filter(
        ([target]) => target.address === address && target.port === port,
      );
      await Promise.all(draining.map(([, drained]) => drained));
      return;
    }
    this.#registered.delete(key);
    registered.checks.abort();
    this.#changed();
    const drained = registered.target.drain(this.#settings.deregistrationDelayMs);
    this.#draining.set(registered.target, drained);
    await drained.finally(() => this.#draining.delete(registered.target));
  }

  /** Whose turn it is; `undefined` where nobody is registered. */
  next(): Target | undefined {
    const fit = this.#fit;
    if (fit.length < 2) return fit[0];
    this.#turn = (this.#turn + 1) % fit.length;
    if (this.#settings.algorithm !== 'least_outstanding_requests') return fit[this.#turn];
    let least = fit[this.#turn];
    for (const target of fit) {
      if (least === undefined || target.load < least.load) least = target;
    }
    return least;
  }

  get health(): readonly TargetHealth[] {
    const current = [...this.#registered.values()].map(({ target, record }) =>
      this.#inUse ? healthOf(target, record.state, record.reason) : healthOf(target, 'unused', notInUse),
    );
    return [...current, ...[...this.#draining.keys()].map((target) => healthOf(target, 'draining', leaving))];
  }

  async whenHealthy({ address, port }: TargetAddress, signal: AbortSignal): Promise<void> {
    const key = `${address}:${port}`;
    for (;;) {
      signal.throwIfAborted();
      const registered = this.#registered.get(key);
      if (registered === undefined)
        throw new Error(`target ${key} of ${this.name} was deregistered before it was healthy`);
      if (this.#inUse && registered.record.state === 'healthy') return;
      await this.#nextChange(signal);
    }
  }

  /** Ends checks and connections at once. */
  async close(): Promise<void> {
    const targets = [...[...this.#registered.values()].map(({ target }) => target), ...this.#draining.keys()];
    for (const { checks } of this.#registered.values()) checks.abort();
    this.#registered.clear();
    this.#changed();
    await Promise.all(targets.map((target) => target.cut()));
  }

  #newRecord(): HealthRecord {
    const {
      healthyThreshold: healthy,
      unhealthyThreshold: unhealthy,
      intervalMs,
    } = this.#settings.healthCheck;
    return new HealthRecord({ healthy, unhealthy, intervalMs }, Date.now());
  }

  #startChecks(registered: Registered): void {
    registered.record = this.#newRecord();
    registered.checks = new AbortController();
    void this.#check(registered, registered.checks.signal);
  }

  async #check(registered: Registered, signal: AbortSignal): Promise<void> {
    const failure = await checkHealth(registered.target, this.#settings.healthCheck, signal);
    if (signal.aborted) return;
    const before = registered.record.state;
    if (failure) registered.record.failed(failure, Date.now());
    else registered.record.passed();
    if (registered.record.state !== before) this.#changed();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      void this.#check(registered, signal);
    }, registered.record.nextCheckMs);
    const stop = () => clearTimeout(timer);
    signal.addEventListener('abort', stop, { once: true });
  }

  #changed(): void {
    const all = [...this.#registered.values()];
    const healthy = all.filter(({ record }) => record.state === 'healthy');
    // ALB fails open: where nobody is healthy everybody gets requests.
    this.#fit = (healthy.length > 0 ? healthy : all).map(({ target }) => target);
    for (const wake of this.#waiting) wake();
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

function healthOf(
  { address, port }: Target,
  state: TargetHealth['state'],
  reason: HealthReason | undefined,
): TargetHealth {
  const target = { address, port };
  return reason ? { target, state, reason: reason.code, description: reason.description } : { target, state };
}
