import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import type { Health } from '../health/health.ts';
import { methodNotAllowed, notFound } from '../problems/problem.ts';
import { createAccessLog } from '../telemetry/access-log.ts';
import { createIds } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { contextOf } from './context-of.ts';
import { healthOperations } from './health-operations.ts';
import type { Operation } from './operation.ts';
import { operationHandler } from './operation-handler.ts';
import type { RequestContext } from './request-context.ts';
import { requestStart } from './request-start.ts';
import { thrownProblem } from './thrown-problem.ts';
import { problemAnswer, writeAnswer } from './write-answer.ts';

export interface AppParts {
  readonly operations: readonly Operation[];
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
}

export type RequestGuard = (
  request: Request,
  response: Response,
  context: RequestContext,
) => void | Promise<void>;

/** Takes all methods of a path and streams. */
export interface Passage {
  readonly path: string;
  handle(request: Request, response: Response, context: RequestContext): void | Promise<void>;
}

/** The whole service but its port. */
export function createApp(parts: AppParts): Express {
  const { operations, health, log, guards = [], passages = [], clock = systemClock } = parts;
  const app = express();
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
      longestMs: parts.longestMs ?? 10_000,
    }),
  );
  addOperations(app, healthOperations(health));
  app.use(admission(guards));
  addOperations(app, operations);
  for (const passage of passages) {
    app.all(passage.path, (request, response) => {
      const context = contextOf(request);
      context.route = passage.path;
      return passage.handle(request, response, context);
    });
  }
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

/** The guards, then what is wrong with the token: also a client that guesses tokens is counted. */
function admission(guards: readonly RequestGuard[]): RequestHandler {
  const admit = (context: RequestContext, next: NextFunction): void => {
    if (context.tokenProblem !== undefined) throw context.tokenProblem;
    next();
  };
  if (guards.length === 0) return (request, _response, next) => admit(contextOf(request), next);
  return async (request, response, next) => {
    const context = contextOf(request);
    for (const guard of guards) {
      const waiting = guard(request, response, context);
      if (waiting !== undefined) await waiting;
      if (response.writableEnded) return;
    }
    admit(context, next);
  };
}

function addOperations(app: Express, operations: readonly Operation[]): void {
  const byPath = Map.groupBy(operations, (operation) => operation.path);
  for (const [path, together] of byPath) {
    const route = app.route(path);
    for (const operation of together) {
      route[methodOf(operation)](operationHandler(operation));
    }
    const allow = allowedMethods(together);
    route.all((request, response) => {
      if (request.method === 'OPTIONS') {
        writeAnswer(request, response, { status: 204, headers: { allow }, body: undefined });
        return;
      }
      throw methodNotAllowed(`${request.method} is not allowed here, allowed: ${allow}`, allow);
    });
  }
}

function methodOf({ method }: Operation): 'get' | 'post' | 'put' | 'patch' | 'delete' {
  return method.toLowerCase() as Lowercase<typeof method>;
}

function allowedMethods(operations: readonly Operation[]): string {
  const methods = operations.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

function pathOf({ originalUrl }: Request): string {
  const end = originalUrl.indexOf('?');
  return (end < 0 ? originalUrl : originalUrl.slice(0, end)).slice(0, 500);
}
