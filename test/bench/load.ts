import { Agent, request } from 'undici';

/** One kind of request in the mix. */
export interface LoadRequest {
  readonly name: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The statuses that count as served. */
  readonly expects: readonly number[];
}

export interface LoadReport {
  readonly sent: number;
  readonly failed: number;
  readonly failedGets: number;
  readonly slowestMs: number;
  readonly p99Ms: number;
  /** The first few failures, in words. */
  readonly failures: readonly string[];
}

export interface Load {
  /** Ends the load and waits for what is in flight. */
  stop(): Promise<LoadReport>;
}

export interface LoadOptions {
  readonly origin: string;
  readonly perSecond: number;
  /** The `n`th request. */
  readonly next: (n: number) => LoadRequest;
  /** The load ends by itself after this long. */
  readonly atMostSeconds: number;
}

const timeoutMs = 10_000;

/** Sends at a constant rate whatever the answers take, as a crowd does: a slow server is not spared. */
export function startLoad({ origin, perSecond, next, atMostSeconds }: LoadOptions): Load {
  const agent = new Agent({ connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const started = performance.now();
  const inFlight = new Set<Promise<void>>();
  const latencies: number[] = [];
  const failures: string[] = [];
  let [sent, failed, failedGets] = [0, 0, 0];

  const send = async (load: LoadRequest): Promise<void> => {
    const begun = performance.now();
    const outcome = await attempt(agent, origin, load);
    latencies.push(performance.now() - begun);
    if (outcome === undefined) return;
    failed += 1;
    if (load.method === 'GET') failedGets += 1;
    if (failures.length < 10)
      failures.push(`${load.name}: ${outcome} at ${((begun - started) / 1000).toFixed(1)} s`);
  };
  const timer = setInterval(() => {
    const elapsed = (performance.now() - started) / 1000;
    if (elapsed > atMostSeconds) clearInterval(timer);
    for (; sent < elapsed * perSecond; sent++) {
      const one = send(next(sent)).finally(() => inFlight.delete(one));
      inFlight.add(one);
    }
  }, 5);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(inFlight);
      await agent.close();
      latencies.sort((a, b) => a - b);
      return {
        sent,
        failed,
        failedGets,
        slowestMs: latencies.at(-1) ?? 0,
        p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
        failures,
      };
    },
  };
}

/** Undefined when served as expected, else what went wrong. */
async function attempt(agent: Agent, origin: string, load: LoadRequest): Promise<string | undefined> {
  try {
    const { statusCode, body } = await request(`${origin}${load.path}`, {
      dispatcher: agent,
      method: load.method,
      headers: { ...load.headers },
      ...(load.body === undefined ? {} : { body: load.body }),
    });
    const text = await body.text();
    return load.expects.includes(statusCode) ? undefined : `${statusCode} ${text.slice(0, 200)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
