import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { contextOf } from './context-of.ts';
import type { RequestContext } from './request-context.ts';

/** Takes all methods of a path and of all below it, and streams. */
export interface Passage {
  /** `/v1/products` */
  readonly prefix: string;
  handle(request: Request, response: Response, context: RequestContext): void | Promise<void>;
}

/** One look for all passages: as routes of Express, each would try a pattern on every request that comes by. */
export function passThrough(passages: readonly Passage[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const path = pathIn(request.url);
    const passage = passages.find(({ prefix }) => isAtOrBelow(path, prefix));
    if (passage === undefined) {
      next();
      return;
    }
    const context = contextOf(request);
    context.route = `${passage.prefix}{/*rest}`;
    return passage.handle(request, response, context);
  };
}

function pathIn(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function isAtOrBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}
