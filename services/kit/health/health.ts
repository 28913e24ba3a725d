import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock, type Timer } from '../time/clock.ts';

/** Whether this task may have traffic. */
export interface Health {
  /** Every need was reached once and the task is not stopping. */
  readonly ready: boolean;
  readonly draining: boolean;
  /** What the readiness path answers, by need. */
  report(): HealthReport;
  /** Begins to ask for the needs; asked again until each was reached, then at leisure. */
  start(): void;
  /** From now on the task is not ready, for good. */
  drain(): void;
  stop(): void;
}

export interface HealthReport {
  readonly status: 'ready' | 'starting' | 'draining';
  readonly needs: Readonly<Record<string, NeedState>>;
}

/** `away`: it was reached before and is not now. The task stays ready, see the kit's README. */
export type NeedState = 'waiting' | 'reached' | 'away';

export type Probe = () => Promise<void>;

export interface HealthParts {
  /** Without one of these the service can do nothing; it is not ready before each was reached once. */
  readonly needs: Readonly<Record<string, Probe>>;
  /** Without one of these it does less; only reported. */
  readonly wants?: Readonly<Record<string, Probe>>;
  readonly log: Log;
  readonly clock?: Clock;
}

const eagerMs = 100;
const leisurelyMs = 5000;

export function createHealth({ needs, wants = {}, log, clock = systemClock }: HealthParts): Health {
  const probes = { ...wants, ...needs };
  const states = new Map<string, NeedState>(Object.keys(probes).map((name) => [name, 'waiting']));
  const timers = new Map<string, Timer>();
  let draining = false;
  let stopped = false;
  const everReached = (): boolean => Object.keys(needs).every((name) => states.get(name) !== 'waiting');

  const ask = async (name: string, probe: Probe): Promise<void> => {
    const before = states.get(name);
    const now = await probe().then(
      (): NeedState => 'reached',
      (error: unknown): NeedState => {
        const sentence = before === 'waiting' ? `waiting for ${name}` : `${name} is away`;
        if (before === 'reached') log.warn(sentence, { error });
        else log.debug(sentence, { error });
        return before === 'waiting' ? 'waiting' : 'away';
      },
    );
    if (stopped) return;
    if (now === 'reached' && before !== 'reached') log.info(`${name} is reached`);
    states.set(name, now);
    const wait = now === 'waiting' ? eagerMs : leisurelyMs;
    timers.set(
      name,
      clock.after(wait, () => void ask(name, probe)),
    );
  };

  return {
    get ready() {
      return !draining && everReached();
    },
    get draining() {
      return draining;
    },
    report: () => ({
      status: draining ? 'draining' : everReached() ? 'ready' : 'starting',
      needs: Object.fromEntries(states),
    }),
    start() {
      for (const [name, probe] of Object.entries(probes)) void ask(name, probe);
    },
    drain() {
      draining = true;
    },
    stop() {
      stopped = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
