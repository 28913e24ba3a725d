import type { Metrics } from '../telemetry/metrics.ts';

/** Measures how full a pool is: those who wait for a connection count beyond its size. */
export function measuredUse(metrics: Metrics, size: number) {
  let users = 0;
  const tell = (): void => {
    metrics.gauge('PoolUsePercent', (Math.min(users, size) / size) * 100);
    metrics.gauge('PoolWaiting', Math.max(0, users - size));
  };
  return async <Result>(use: () => Promise<Result>): Promise<Result> => {
    const began = performance.now();
    users++;
    tell();
    try {
      return await use();
    } finally {
      users--;
      metrics.observe('DatabaseLatency', performance.now() - began);
    }
  };
}
