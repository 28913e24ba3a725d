import type { ServerResponse } from 'node:http';
import { answeredStatus } from './answered-status.ts';
import type { Metrics } from './metrics.ts';

export interface RequestMetrics {
  /** Gives the time it began, which `end` takes. */
  begin(): number;
  end(began: number, response: ServerResponse, route: string | undefined): void;
}

/** Counts requests, those that failed by whose fault it was, how long they took, and how many are under way. */
export function requestMetrics(
  metrics: Metrics,
  nowMs: () => number = () => performance.now(),
): RequestMetrics {
  let underWay = 0;
  return {
    begin() {
      underWay++;
      metrics.gauge('RequestsUnderWay', underWay);
      return nowMs();
    },
    end(began, response, route) {
      underWay--;
      if (route?.startsWith('/health/')) return;
      const status = answeredStatus(response);
      metrics.count('Requests');
      metrics.count('ServerErrors', status >= 500 ? 1 : 0);
      metrics.count('ClientErrors', status >= 400 && status < 499 ? 1 : 0);
      metrics.count('ClientsGone', status === 499 ? 1 : 0);
      metrics.observe('Latency', nowMs() - began);
    },
  };
}
