import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext } from '../http/request-context.ts';
import type { Clock } from '../time/clock.ts';
import { answeredStatus } from './answered-status.ts';
import type { Log } from './log.ts';

/** Writes one line for a finished request. */
export type AccessLog = (request: IncomingMessage, response: ServerResponse, context: RequestContext) => void;

export interface AccessLogParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly linesPerSecond: number;
}

const slowMs = 1000;
/** Spans of what failed in traces that nobody sampled, a second: an outage of hours is no reason to pay for each. */
const failedSpansPerSecond = 20;

/**
 * Every request while there are few; under load as many a second as it may write, and always what failed or
 * was slow. A line tells how many went unwritten before it, so that counts stay true. A trace that nobody sampled still
 * has the spans of those that failed: whether it would was not known when it began.
 */
export function createAccessLog({ log, clock, linesPerSecond }: AccessLogParts): AccessLog {
  let second = 0;
  let written = 0;
  let unwritten = 0;
  let failed = 0;
  return (request, response, context) => {
    if (context.route?.startsWith('/health/')) return;
    const now = clock.now();
    const ms = now - context.startedAt;
    const status = answeredStatus(response);
    if (Math.floor(now / 1000) !== second) {
      second = Math.floor(now / 1000);
      written = 0;
      failed = 0;
    }
    // A sampled request's line is its span; there are never more than the sampler lets through.
    const notable = status >= 500 || ms >= slowMs || context.sampled;
    if (!notable && written >= linesPerSecond) {
      unwritten++;
      return;
    }
    written++;
    const level = status >= 500 ? 'warn' : 'info';
    log.raw(
      level,
      `,"message":"request","method":"${request.method}","route":"${context.route ?? 'none'}","status":${status},` +
        `"ms":${ms},"traceId":"${context.traceId}","spanId":"${context.spanId}"` +
        `${context.parentSpanId === undefined ? '' : `,"parentSpanId":"${context.parentSpanId}"`}` +
        `,"correlation":"${context.correlationId}"${context.sampled ? ',"sampled":true' : ''}${unwritten === 0 ? '' : `,"unwritten":${unwritten}`}`,
    );
    unwritten = 0;
    if (log.span === undefined) return;
    const isTold = context.sampled || (status >= 500 && failed++ < failedSpansPerSecond);
    if (!isTold) return;
    const { traceId, spanId, parentSpanId, startedAt, route = 'none' } = context;
    const name = `${request.method} ${route}`;
    log.span({ traceId, spanId, parentSpanId, name, kind: 'server', startedAt, ms, outcome: status });
  };
}
