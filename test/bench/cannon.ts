import autocannon from 'autocannon';

export interface Barrage {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

export interface BarrageReport {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 2xx, and requests without an answer. */
  readonly failed: number;
}

/** As many GETs as are answered, by so many connections at once. */
export async function fire({ url, headers = {}, connections, seconds }: Barrage): Promise<BarrageReport> {
  const result = await autocannon({ url, headers: { ...headers }, connections, duration: seconds });
  return {
    perSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}
