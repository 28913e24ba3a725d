/** Answers' latencies in buckets a fifth wider each, from 0.1 ms: a percentile read from them errs by at most 20 %. */
const growth = Math.log(1.2);
const buckets = 80;

/** What passed through a balancer or a target group since it was made. Alarms take the difference of two readings. */
export interface TrafficReading {
  readonly requests: number;
  /** Answers by target, indexed by their first digit: `[4]` counts 4xx. */
  readonly targetAnswers: readonly number[];
  /** Answers the balancer gave itself, likewise. */
  readonly ownAnswers: readonly number[];
  readonly ownAnswersByStatus: Readonly<Record<number, number>>;
  readonly targetConnectionErrors: number;
  /** Milliseconds from the request's leaving to the first byte of the answer. */
  readonly latency: { readonly count: number; readonly sum: number; readonly counts: readonly number[] };
}

export class TrafficCounters {
  #requests = 0;
  readonly #targetAnswers = [0, 0, 0, 0, 0, 0];
  readonly #ownAnswers = [0, 0, 0, 0, 0, 0];
  readonly #ownAnswersByStatus: Record<number, number> = {};
  #connectionErrors = 0;
  #latencySum = 0;
  readonly #latencyCounts = new Array<number>(buckets).fill(0);

  countRequest(): void {
    this.#requests += 1;
  }

  countTargetAnswer(status: number, milliseconds: number): void {
    this.#targetAnswers[(status / 100) | 0] = (this.#targetAnswers[(status / 100) | 0] ?? 0) + 1;
    this.#latencySum += milliseconds;
    const bucket =
      milliseconds <= 0.1 ? 0 : Math.min(buckets - 1, Math.ceil(Math.log(milliseconds * 10) / growth));
    this.#latencyCounts[bucket] = (this.#latencyCounts[bucket] ?? 0) + 1;
  }

  countOwnAnswer(status: number): void {
    this.#ownAnswers[(status / 100) | 0] = (this.#ownAnswers[(status / 100) | 0] ?? 0) + 1;
    this.#ownAnswersByStatus[status] = (this.#ownAnswersByStatus[status] ?? 0) + 1;
  }

  countConnectionError(): void {
    this.#connectionErrors += 1;
  }

  read(): TrafficReading {
    const counts = [...this.#latencyCounts];
    return {
      requests: this.#requests,
      targetAnswers: [...this.#targetAnswers],
      ownAnswers: [...this.#ownAnswers],
      ownAnswersByStatus: { ...this.#ownAnswersByStatus },
      targetConnectionErrors: this.#connectionErrors,
      latency: { count: counts.reduce((sum, count) => sum + count, 0), sum: this.#latencySum, counts },
    };
  }
}

/** The middle of a bucket, in milliseconds. */
export function latencyOfBucket(bucket: number): number {
  return 0.1 * Math.exp(growth * (bucket - 0.5));
}

/** The upper bound, in milliseconds, of what the given share of the answers took; 0 where there were none. */
export function latencyPercentile(counts: readonly number[], share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share;
  if (wanted === 0) return 0;
  let seen = 0;
  const bucket = counts.findIndex((count) => {
    seen += count;
    return seen >= wanted;
  });
  return 0.1 * Math.exp(growth * bucket);
}
