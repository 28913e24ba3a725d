import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Up to this size a body is read before a target is asked, which costs less than a stream and holds no target up. */
const smallBytes = 65_536;

/** Gives `then` the request's body: nothing, a buffer where it is small, else a stream. Not called when the client leaves. */
export function withBody(request: IncomingMessage, then: (body: Buffer | Readable | null) => void): void {
  const declared = request.headers['content-length'];
  if (
    declared === undefined &&
    request.headers['transfer-encoding'] === undefined &&
    !mayCarryBody(request)
  ) {
    then(null);
    return;
  }
  const length = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
  if (length === 0) then(null);
  else if (length <= smallBytes) readWhole(request, then);
  else then(new RequestBody(request));
}

/** HTTP/2 frames its bodies itself: one may come without a header that says so. */
function mayCarryBody(request: IncomingMessage): boolean {
  return request.httpVersionMajor === 2 && request.method !== 'GET' && request.method !== 'HEAD';
}

function readWhole(request: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => then(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
}

/** Passes a request's body on. Whoever destroys it leaves the client's connection alone: an early answer must still arrive. */
class RequestBody extends Readable {
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    super();
    this.#request = request;
    request.on('data', (chunk: Buffer) => {
      if (!this.destroyed && !this.push(chunk)) request.pause();
    });
    request.once('end', () => this.push(null));
    request.once('close', () => {
      if (!request.complete) this.destroy(new Error('the client left before its request was complete'));
    });
  }

  override _read(): void {
    this.#request.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#request.resume();
    done(error);
  }
}
