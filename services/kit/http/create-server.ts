import { createServer as createHttpServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { expectationFailed, wireProblem } from './wire-problem.ts';

/** The balancer keeps a connection for 60 s: were ours the shorter life, it would send into a closing one. */
const keepAliveMs = 70_000;

/**
 * A request without a body is over as soon as it is there: its stream is ended from the beginning, and none of the events
 * that would only say so cost anything. The types of Node 24 do not know it yet.
 */
const emptyAtOnce = { optimizeEmptyRequests: true };

/** The server that the app of a service runs in. */
export function createServer(app: Express): Server {
  const server = createHttpServer(
    {
      ...messagesOf(app),
      keepAliveTimeout: keepAliveMs,
      headersTimeout: keepAliveMs + 2000,
      requestTimeout: keepAliveMs + 5000,
      maxHeaderSize: 16 * 1024,
      noDelay: true,
      // node would answer without a problem document; requestStart asks for it instead.
      requireHostHeader: false,
      ...emptyAtOnce,
    },
    app,
  );
  server.on('checkContinue', app);
  server.on('checkExpectation', expectationFailed);
  server.on('clientError', wireProblem);
  return server;
}

type Messages = Pick<
  NonNullable<Parameters<typeof createHttpServer>[0]>,
  'IncomingMessage' | 'ServerResponse'
>;

/**
 * Express gives every request and response its own prototype, which makes each of them slow. Born with that
 * prototype, they are left alone. As heirs of Node's own constructors they get room for all of their members at once:
 * making it while they are filled took a third of what a request costs.
 */
function messagesOf(app: Express): Messages {
  function Request(this: IncomingMessage, ...parts: readonly unknown[]): void {
    Reflect.apply(IncomingMessage, this, parts);
  }
  Object.setPrototypeOf(Request, IncomingMessage).prototype = app.request;
  function Response(this: ServerResponse, ...parts: readonly unknown[]): void {
    Reflect.apply(ServerResponse, this, parts);
  }
  Object.setPrototypeOf(Response, ServerResponse).prototype = app.response;
  return { IncomingMessage: Request, ServerResponse: Response } as unknown as Messages;
}
