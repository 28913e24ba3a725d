import type { IncomingMessage } from 'node:http';
import type { RequestContext } from './request-context.ts';

const key: unique symbol = Symbol('context');

interface Carrier {
  [key]?: RequestContext;
}

export function attachContext(request: IncomingMessage, context: RequestContext): void {
  (request as Carrier)[key] = context;
}

/** The context that the app attached when the request came in. */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = (request as Carrier)[key];
  if (context === undefined)
    throw new Error('the request did not come through createApp, which attaches a context');
  return context;
}
