import { median } from './median.ts';

export interface ManyReport {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Does something so many times, so many of them at once. */
export async function many(
  times: number,
  atOnce: number,
  work: (n: number) => Promise<unknown>,
): Promise<ManyReport> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < times) {
      const began = performance.now();
      await work(next++);
      latencies.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: times / seconds, p50Ms: median(latencies), p99Ms: percentile(latencies, 0.99) };
}

export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
