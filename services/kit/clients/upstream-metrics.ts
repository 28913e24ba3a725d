import type { Metrics } from '../telemetry/metrics.ts';
import { UpstreamFailure } from './upstream-failure.ts';

export interface UpstreamMetrics {
  /** One attempt. */
  call(attempt: () => Promise<void>): Promise<void>;
  /** The circuit has opened: it may be closed again before anybody looks. */
  opened(): void;
  close(): void;
}

/** What there is to know of one service behind this one: how it answers, how many wait for it, its circuit. */
export function upstreamMetrics(metrics: Metrics, isOpen: () => boolean): UpstreamMetrics {
  let underWay = 0;
  const unwatch = metrics.watch('CircuitOpen', () => (isOpen() ? 1 : 0));
  return {
    async call(attempt) {
      const began = performance.now();
      metrics.gauge('CallsUnderWay', ++underWay);
      let failed = 0;
      try {
        await attempt();
      } catch (error) {
        // Whoever asked has left: no fault of the service.
        failed = error instanceof UpstreamFailure && error.kind === 'cancelled' ? 0 : 1;
        throw error;
      } finally {
        underWay--;
        metrics.count('Calls');
        metrics.count('CallFailures', failed);
        metrics.observe('CallLatency', performance.now() - began);
      }
    },
    opened: () => metrics.gauge('CircuitOpen', 1),
    close: unwatch,
  };
}
