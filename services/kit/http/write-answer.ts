import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '../problems/problem.ts';
import { problemContentType, problemDocument } from '../problems/problem-document.ts';
import type { Answer } from './answer.ts';
import { contextOf } from './context-of.ts';
import { discardRest } from './discard-rest.ts';
import { declaredLength, hasBody } from './read-body.ts';
import { withVary } from './vary.ts';

/** Writes an answer with its length, in one piece. */
export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, body } = answer;
  const headers = headersOf(response, answer);
  const unread = leavesBody(request);
  // The balancer then takes another connection, and this one ends with the task.
  if (unread || contextOf(request).draining) response.setHeader('connection', 'close');
  if (body === undefined) {
    // Without a length node would frame an empty body as chunks, except where a status has none.
    response.writeHead(
      status,
      status === 204 || status === 304 ? headers : { ...headers, 'content-length': '0' },
    );
  } else {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
    response.writeHead(status, { ...headers, 'content-length': String(length) });
  }
  if (unread) discardRest(request, response, body);
  else response.end(body);
}

function headersOf(response: ServerResponse, { headers }: Answer): Answer['headers'] {
  if (headers.vary === undefined || !response.hasHeader('vary')) return headers;
  return { ...headers, vary: withVary(response, headers.vary) ?? headers.vary };
}

/** A small body that is on its way costs less to read than a new connection. */
const cheaplyRead = 64 * 1024;

function leavesBody(request: IncomingMessage): boolean {
  if (request.complete || !hasBody(request)) return false;
  // Whoever waits to be told to continue may send the body or not: the next bytes could be either.
  if (request.headers.expect !== undefined) return true;
  return (declaredLength(request) ?? Number.POSITIVE_INFINITY) > cheaplyRead;
}

export interface ProblemPlace {
  /** The path that was asked for. */
  readonly instance: string;
  readonly traceId: string;
}

export function problemAnswer(problem: Problem, { instance, traceId }: ProblemPlace): Answer {
  return {
    status: problem.status,
    headers: { 'content-type': problemContentType, 'cache-control': 'no-store', ...problem.headers },
    body: problemDocument(problem, instance, traceId),
  };
}
