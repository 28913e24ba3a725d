import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import type { Health } from '../health/health.ts';
import { describeApi } from '../openapi/describe-api.ts';
import type { ApiInformation } from '../openapi/openapi-document.ts';
import { notFound } from '../problems/problem.ts';
import { createAccessLog } from '../telemetry/access-log.ts';
import { createIds } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { requestMetrics } from '../telemetry/request-metrics.ts';
import { createSampler } from '../telemetry/sampler.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { addOperations } from './add-operations.ts';
import { admission, type RequestGuard } from './admission.ts';
import { contextOf } from './context-of.ts';
import { healthOperations } from './health-operations.ts';
import type { Operation } from './operation.ts';
import { type Passage, passThrough } from './passages.ts';
import { requestStart } from './request-start.ts';
import { thrownProblem } from './thrown-problem.ts';
import { problemAnswer, writeAnswer } from './write-answer.ts';

export interface AppParts {
  readonly operations: readonly Operation[];
  /** What stands over its description at /openapi.json. @default - it has none, or its operations give one */
  readonly api?: ApiInformation;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  /** Looks at every request but those for health before it is routed; a thrown problem or an answer ends it. */
  readonly guards?: readonly RequestGuard[];
  /** Routes that write their answer themselves. */
  readonly passages?: readonly Passage[];
  readonly clock?: Clock;
  /** The deadline of a request that brings none, and the most it may ask for. @default - 10 s */
  readonly longestMs?: number;
  /** Access-log lines a second; failures and slow requests are always written. @default - 100 */
  readonly accessLinesPerSecond?: number;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

/** The whole service but its port. */
export function createApp(parts: AppParts): Express {
  const { health, log, guards = [], passages = [], clock = systemClock } = parts;
  const operations = withDescription(parts);
  const app = express();
  app.locals.operations = operations;
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.enable('case sensitive routing').enable('strict routing');
  const accessLog = createAccessLog({ log, clock, linesPerSecond: parts.accessLinesPerSecond ?? 100 });
  app.use(
    requestStart({
      tokens: parts.tokens,
      health,
      log,
      clock,
      ids: createIds(),
      accessLog,
      sampler: createSampler({ clock, own: log.sampling }),
      measured: requestMetrics(parts.metrics ?? processMetrics),
      longestMs: parts.longestMs ?? 10_000,
    }),
  );
  app.use(healthChecks(health));
  app.use(admission(guards));
  if (passages.length > 0) app.use(passThrough(passages));
  addOperations(app, operations);
  app.use((request: Request) => {
    throw notFound(`nothing is at ${pathOf(request)}`);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const context = contextOf(request);
    const problem = thrownProblem(error, context);
    if (response.headersSent) response.destroy();
    else
      writeAnswer(
        request,
        response,
        problemAnswer(problem, { instance: pathOf(request), traceId: context.traceId }),
      );
  });
  return app;
}

/** Beside the other routes, so that their patterns are not tried on every request. */
function healthChecks(health: Health): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  addOperations(router, healthOperations(health));
  return (request, response, next) => {
    if (request.url.startsWith('/health/')) router(request, response, next);
    else next();
  };
}

function withDescription({ operations, api }: AppParts): readonly Operation[] {
  return api === undefined ? operations : [...operations, describeApi({ ...api, operations })];
}

function pathOf({ originalUrl }: Request): string {
  const end = originalUrl.indexOf('?');
  return (end < 0 ? originalUrl : originalUrl.slice(0, end)).slice(0, 500);
}
