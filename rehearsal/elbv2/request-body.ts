import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Up to this size a body is read before a target is asked, which costs less than a stream and holds no target up. */
const smallBytes = 65_536;

/** The client sent nothing for so long that its request is given up. */
export class RequestStalledError extends Error {
  readonly code = 'SHOAL_REQUEST_STALLED';
}

export interface BodyReading {
  /** How long the client may send nothing. */
  readonly idleTimeoutMs: number;
  /** Gets nothing, a buffer where the body is small, else a stream. Not called when the client leaves. */
  readonly ready: (body: Buffer | Readable | null) => void;
  /** The client stalled before `ready` was called. */
  readonly stalled: () => void;
}

/** Reads a request's body, or as much of it as must be known before the request is sent on. */
export function withBody(request: IncomingMessage, { idleTimeoutMs, ready, stalled }: BodyReading): void {
  const declared = request.headers['content-length'];
  if (
    declared === undefined &&
    request.headers['transfer-encoding'] === undefined &&
    !mayCarryBody(request)
  ) {
    ready(null);
    return;
  }
  const length = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
  if (length === 0) {
    ready(null);
    return;
  }
  if (length > smallBytes) {
    const body = new RequestBody(request);
    request.setTimeout(idleTimeoutMs, () =>
      body.destroy(new RequestStalledError('the client sends nothing more')),
    );
    request.once('end', () => request.setTimeout(0));
    ready(body);
    return;
  }
  const chunks: Buffer[] = [];
  request.setTimeout(idleTimeoutMs, stalled);
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    request.setTimeout(0);
    ready(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  });
}

/** HTTP/2 frames its bodies itself: one may come without a header that says so. */
function mayCarryBody(request: IncomingMessage): boolean {
  return request.httpVersionMajor === 2 && request.method !== 'GET' && request.method !== 'HEAD';
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
    // Whoever sends the body on hears of its end; when nobody does any more, it must not end the process.
    this.on('error', () => undefined);
  }

  override _read(): void {
    this.#request.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#request.resume();
    done(error);
  }
}
