/** What a shopper's requests met while something was broken on purpose. */
export interface TrafficReport {
  readonly sent: number;
  readonly lost: number;
  readonly slowestMs: number;
  /** When the first and the last was lost, and the first few reasons. */
  readonly firstLostAt: string | undefined;
  readonly lastLostAt: string | undefined;
  readonly reasons: readonly string[];
}

export interface LightTraffic {
  /** Ends it, waits for what is under way, and tells. */
  stop(): Promise<TrafficReport>;
}

/** Asks once; the status, or what went wrong. */
export type AskOnce = (path: string, signal: AbortSignal) => Promise<number>;

export interface LightTrafficOptions {
  readonly ask: AskOnce;
  readonly paths: readonly string[];
  readonly perSecond: number;
}

const patienceMs = 10_000;

/** A few requests a second, whatever the answers take: enough to see an outage, too few to be one. */
export function startLightTraffic({ ask, paths, perSecond }: LightTrafficOptions): LightTraffic {
  const underWay = new Set<Promise<void>>();
  const reasons: string[] = [];
  let [sent, lost, slowestMs] = [0, 0, 0];
  let firstLostAt: string | undefined;
  let lastLostAt: string | undefined;

  async function once(path: string): Promise<void> {
    const began = performance.now();
    const answer = await ask(path, AbortSignal.timeout(patienceMs)).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - began));
    if (typeof answer === 'number' && answer < 500) return;
    lost += 1;
    lastLostAt = new Date().toISOString();
    firstLostAt ??= lastLostAt;
    if (reasons.length < 5) reasons.push(`${path}: ${answer}`);
  }

  const timer = setInterval(() => {
    const path = paths[sent % paths.length] ?? '/';
    sent += 1;
    const one: Promise<void> = once(path).finally(() => underWay.delete(one));
    underWay.add(one);
  }, 1000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      return { sent, lost, slowestMs, firstLostAt, lastLostAt, reasons };
    },
  };
}
