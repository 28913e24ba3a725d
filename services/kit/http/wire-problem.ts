import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { badRequest, type Problem, problem } from '../problems/problem.ts';
import { problemContentType, problemDocument } from '../problems/problem-document.ts';
import { createIds } from '../telemetry/ids.ts';

const ids = createIds();

/** Answers what is not HTTP enough to become a request. */
export function wireProblem(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const refusal = problemOf(error.code);
  const body = problemDocument(refusal, '/', ids.traceId());
  socket.end(
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n` +
      `content-type: ${problemContentType}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}

/** For an Expect header with anything but `100-continue` in it. */
export function expectationFailed(_request: IncomingMessage, response: ServerResponse): void {
  const refusal = problem({
    status: 417,
    kind: 'expectation-failed',
    title: 'The expectation cannot be met',
    detail: 'the only expectation that is understood is 100-continue',
  });
  const body = problemDocument(refusal, '/', ids.traceId());
  const headers = { 'content-type': problemContentType, 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(417, { ...headers, connection: 'close' }).end(body);
}

/** A second answer in the middle of the first would be read as part of it. */
function isAnswering(socket: Duplex): boolean {
  const current = (socket as { _httpMessage?: ServerResponse | null })._httpMessage;
  return current?.headersSent === true;
}

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem({
        status: 431,
        kind: 'headers-too-large',
        title: 'The headers are too large',
        detail: 'the request line and the headers may have 16 KiB together',
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem({
        status: 408,
        kind: 'request-timeout',
        title: 'The request took too long to arrive',
        detail: 'send it in one go',
      });
    default:
      return badRequest('this is not well-formed HTTP/1.1');
  }
}
