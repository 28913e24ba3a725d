import type { NextFunction, Request, Response } from 'express';
import { bearerToken } from '../auth/bearer-token.ts';
import type { TokenVerifier } from '../auth/token-verifier.ts';
import type { Health } from '../health/health.ts';
import { badRequest, Problem } from '../problems/problem.ts';
import type { AccessLog } from '../telemetry/access-log.ts';
import type { Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import type { RequestMetrics } from '../telemetry/request-metrics.ts';
import type { Sampler } from '../telemetry/sampler.ts';
import type { Clock } from '../time/clock.ts';
import { attachContext } from './context-of.ts';
import { RequestContext } from './request-context.ts';

export interface RequestStartParts {
  readonly tokens: TokenVerifier;
  readonly health: Health;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accessLog: AccessLog;
  readonly sampler: Sampler;
  readonly measured: RequestMetrics;
  readonly longestMs: number;
}

/** What happens to every request first, in one step: each middleware costs. */
export function requestStart(parts: RequestStartParts) {
  const { tokens, accessLog, measured } = parts;
  return (request: Request, response: Response, next: NextFunction): void => {
    const context = new RequestContext({ ...parts, request, response });
    attachContext(request, context);
    const began = measured.begin();
    response.once('close', () => {
      measured.end(began, response, context.route);
      accessLog(request, response, context);
    });
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      throw badRequest('a request of HTTP/1.1 names its host');
    }
    if (context.authorization !== undefined) {
      identify(context, context.authorization, tokens);
    }
    next();
  };
}

function identify(context: RequestContext, authorization: string, tokens: TokenVerifier): void {
  try {
    context.caller = tokens.verify(bearerToken(authorization));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    context.tokenProblem = error;
  }
}
