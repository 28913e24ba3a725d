import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import CircuitBreaker from 'opossum';
import { Pool } from 'undici';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { Exchange, type Receiver } from './exchange.ts';
import { noRetries, type RetryPlan } from './retry-plan.ts';
import { UpstreamFailure } from './upstream-failure.ts';
import { upstreamMetrics } from './upstream-metrics.ts';

/** One service behind this one: its connections, its circuit, its bulkhead. */
export interface Upstream {
  readonly name: string;
  /** Resolves when the receiver has the whole answer; rejects with UpstreamFailure. */
  exchange(request: UpstreamRequest): Promise<void>;
  close(): Promise<void>;
}

export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  /** By name, or names and values in turn. */
  readonly headers: Readonly<Record<string, string | string[]>> | readonly string[];
  readonly body: Buffer | string | Readable | AsyncIterable<Buffer> | null;
  readonly receiver: Receiver;
  readonly remainingMs: () => number;
  /** How long this request waits for the head of its answer, where that is less. @default - as long as any other */
  readonly patienceMs?: number;
  /** @default - no retries */
  readonly plan?: RetryPlan;
  /** Is given what cancels the request, for when whoever asked is gone. */
  readonly onCancellable?: (cancel: () => void) => void;
}

export interface UpstreamParts {
  /** The service that is called, for messages. */
  readonly name: string;
  readonly url: string;
  /** How long one attempt waits for the head of an answer; a deadline can only make it shorter. */
  readonly timeoutMs: number | (() => number);
  /** Requests under way at once; one more is refused, so that one slow service cannot take all there is. */
  readonly capacity: number;
  readonly log: Log;
  readonly authorityFile?: string | undefined;
  readonly clock?: Clock;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

/** Below the 60 s after which a balancer drops an idle connection. */
const keepAliveMs = 30_000;

export function createUpstream(parts: UpstreamParts): Upstream {
  const { name, url, capacity, log, authorityFile, clock = systemClock } = parts;
  const limitMs = typeof parts.timeoutMs === 'function' ? parts.timeoutMs : constant(parts.timeoutMs);
  // Without the port, which a balancer's rules by host name do not speak of.
  const host = new URL(url).hostname;
  const pool = new Pool(url, {
    connections: capacity,
    // One answer behind the other would wait for it; decision 39.
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 30_000,
    maxHeaderSize: 32 * 1024,
    connect: {
      timeout: 1000,
      ...(authorityFile === undefined ? {} : { ca: readFileSync(authorityFile, 'utf8') }),
    },
  });

  const attempt = (request: UpstreamRequest): Promise<void> =>
    new Promise((resolve, reject) => {
      const { plan = noRetries, receiver } = request;
      const exchange = new Exchange({
        upstream: name,
        plan,
        receiver,
        onHead: () => timer.cancel(),
        settle(failure) {
          timer.cancel();
          if (failure === undefined) resolve();
          else reject(failure);
        },
      });
      const remainingMs = request.remainingMs();
      const timeoutMs = Math.min(limitMs(), request.patienceMs ?? Number.POSITIVE_INFINITY);
      const timer = clock.after(Math.min(timeoutMs, remainingMs), () => {
        exchange.cancel(new UpstreamFailure(name, remainingMs < timeoutMs ? 'expired' : 'late'));
      });
      request.onCancellable?.(() => exchange.cancel(new UpstreamFailure(name, 'cancelled')));
      const { method, path, headers, body } = request;
      pool.dispatch(
        { method: method as 'GET', path, headers: withHost(headers, host), body: body as Readable },
        exchange,
      );
    });

  const breaker = new CircuitBreaker(attempt, {
    name,
    timeout: false,
    capacity,
    errorThresholdPercentage: 50,
    volumeThreshold: 20,
    rollingCountTimeout: 5000,
    rollingCountBuckets: 5,
    resetTimeout: 1000,
    // Our own metrics tell latencies; the breaker's would keep each of five seconds and sort them all every second.
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    errorFilter: isNobodysFault,
  });
  const measured = upstreamMetrics(
    (parts.metrics ?? processMetrics).with({ upstream: name }),
    () => breaker.opened,
  );
  breaker.on('open', () => measured.opened());
  breaker.on('open', () => log.warn(`the circuit to ${name} is open`));
  breaker.on('close', () => log.info(`the circuit to ${name} is closed`));

  return {
    name,
    async exchange(request) {
      const { plan = noRetries } = request;
      for (;;) {
        try {
          return await measured.call(() => breaker.fire(request));
        } catch (error) {
          const failure = asFailure(name, error);
          if (!failure.retryGranted && !plan.grant(failure)) throw failure;
          await clock.pause(plan.waitMs());
        }
      }
    },
    async close() {
      measured.close();
      breaker.shutdown();
      await pool.close();
    },
  };
}

function withHost(headers: UpstreamRequest['headers'], host: string) {
  return isList(headers) ? [...headers, 'host', host] : { ...headers, host };
}

function isList(headers: UpstreamRequest['headers']): headers is readonly string[] {
  return Array.isArray(headers);
}

function constant(value: number): () => number {
  return () => value;
}

function asFailure(name: string, error: unknown): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error;
  if (isLocked(error)) return new UpstreamFailure(name, 'full');
  if (hasCode(error, 'EOPENBREAKER')) return new UpstreamFailure(name, 'open');
  return new UpstreamFailure(name, 'broken', { cause: error });
}

/** Who left, was in a hurry or never got in says nothing about the service: no client may open the circuit. */
function isNobodysFault(error: unknown): boolean {
  if (error instanceof UpstreamFailure) return error.kind === 'cancelled' || error.kind === 'expired';
  return isLocked(error);
}

function isLocked(error: unknown): boolean {
  return hasCode(error, 'ESEMLOCKED');
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
