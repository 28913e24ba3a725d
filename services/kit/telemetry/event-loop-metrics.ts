import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const nanosecondsInMs = 1_000_000;
/** How often it looks, which is in each delay it measures. */
const everyMs = 20;

/** How late this process is for what it has to do, and how much of its time it is busy. Gives what ends that. */
export function watchEventLoop(metrics: Metrics): () => void {
  const delay = monitorEventLoopDelay({ resolution: everyMs });
  delay.enable();
  let before = performance.eventLoopUtilization();
  const unwatch = [
    metrics.watch('EventLoopDelayMs', () => {
      const ms = delay.count === 0 ? 0 : Math.max(0, delay.percentile(99) / nanosecondsInMs - everyMs);
      delay.reset();
      return Number(ms.toFixed(2));
    }),
    metrics.watch('EventLoopUsePercent', () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return Number((utilization * 100).toFixed(1));
    }),
    metrics.watch('MemoryMiB', () => Math.round(process.memoryUsage.rss() / 2 ** 20)),
  ];
  return () => {
    delay.disable();
    for (const end of unwatch) end();
  };
}
