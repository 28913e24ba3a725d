import type { Clock, Timer } from '../time/clock.ts';
import { embeddedMetrics, type MetricsUse } from './embedded-metrics.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface ReportParts {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: Clock;
  readonly stage: string;
  /** @default - recorded */
  readonly use?: MetricsUse;
}

const everyMs = 60_000;

/** Writes what was recorded once a minute, and the rest at the end; gives what ends it. */
export function reportMetrics({ metrics, log, clock, stage, use = 'recorded' }: ReportParts): () => void {
  let timer: Timer;
  const report = (): void => {
    for (const group of metrics.take())
      log.raw('metric', embeddedMetrics(group, { stage, use, now: clock.now() }));
  };
  const again = (): void => {
    timer = clock.after(everyMs, () => {
      report();
      again();
    });
  };
  again();
  return () => {
    timer.cancel();
    report();
  };
}
