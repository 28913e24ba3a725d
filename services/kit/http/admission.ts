import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { contextOf } from './context-of.ts';
import type { RequestContext } from './request-context.ts';

/** Looks at a request before it is routed; a thrown problem or an answer ends it. */
export type RequestGuard = (
  request: Request,
  response: Response,
  context: RequestContext,
) => void | Promise<void>;

/** The guards, then what is wrong with the token: also a client that guesses tokens is counted. */
export function admission(guards: readonly RequestGuard[]): RequestHandler {
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
