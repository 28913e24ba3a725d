import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Readable } from 'node:stream';
import type { AnswerHeaders } from './answer-headers.ts';
import { isOneHop, namedByConnection } from './hop-headers.ts';
import { answer, errorPage } from './own-answer.ts';
import type { Target } from './target.ts';
import type { TrafficCounters } from './traffic-counters.ts';

export interface ExchangeProps {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
  readonly counters: readonly TrafficCounters[];
  readonly headers: AnswerHeaders;
}

export interface Outgoing {
  readonly path: string;
  readonly headers: string[];
  readonly body: Buffer | Readable | null;
  readonly idleTimeoutMs: number;
}

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'ETIMEDOUT']);
/** The client's request holds what HTTP/1.1 cannot carry: refused before the target saw it whole. */
const refusals = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** One request on its way to a target and its answer on the way back. */
export class Exchange {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #target: Target;
  readonly #counters: readonly TrafficCounters[];
  readonly #headers: AnswerHeaders;
  readonly #began = performance.now();
  #abort: ((reason?: Error) => void) | undefined;
  #resume: () => void = () => undefined;
  #clientLeft = false;
  #ended = false;
  /** Set while the head is written and the turn of the loop that read it has not ended. */
  #settling = false;
  #first: Buffer | undefined;

  constructor({ request, response, target, counters, headers }: ExchangeProps) {
    this.#request = request;
    this.#response = response;
    this.#target = target;
    this.#counters = counters;
    this.#headers = headers;
  }

  send({ path, headers, body, idleTimeoutMs }: Outgoing): void {
    this.#target.begin();
    this.#response.once('close', () => this.#left());
    const method = this.#request.method ?? 'GET';
    this.#target.pool.dispatch(
      { path, method, headers, body, headersTimeout: idleTimeoutMs, bodyTimeout: idleTimeoutMs },
      this,
    );
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#clientLeft) abort();
  }

  onHeaders(status: number, raw: readonly Buffer[], resume: () => void): boolean {
    if (status < 200) return true;
    const milliseconds = performance.now() - this.#began;
    for (const counters of this.#counters) counters.countTargetAnswer(status, milliseconds);
    writeHead(this.#response, status, raw, this.#headers);
    this.#resume = resume;
    this.#settling = true;
    queueMicrotask(() => this.#settle());
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#settling && this.#first === undefined) {
      this.#first = chunk;
      return true;
    }
    this.#settle();
    if (this.#response.write(chunk)) return true;
    this.#response.once('drain', this.#resume);
    return false;
  }

  onComplete(): void {
    this.#settling = false;
    this.#end();
    if (this.#first === undefined) this.#response.end();
    else this.#response.end(this.#first);
  }

  onError(error: Error & { code?: string }): void {
    this.#end();
    if (this.#clientLeft) return;
    if (this.#response.headersSent) {
      // Half an answer must not look like a whole one.
      this.#response.destroy();
      return;
    }
    const code = error.code ?? '';
    if (refusals.has(code)) {
      this.#answerOwn(400);
      return;
    }
    if (code === 'SHOAL_REQUEST_STALLED') {
      this.#response.once('finish', () => this.#request.destroy());
      this.#answerOwn(408);
      return;
    }
    this.#target.failed();
    for (const counters of this.#counters) counters.countConnectionError();
    this.#answerOwn(timeouts.has(code) ? 504 : 502);
  }

  /** A small answer is one packet and goes out with its head in one write; what comes later must not wait. */
  #settle(): void {
    if (!this.#settling) return;
    this.#settling = false;
    const first = this.#first;
    this.#first = undefined;
    if (first === undefined) this.#response.flushHeaders();
    else this.#response.write(first);
  }

  #answerOwn(status: number): void {
    for (const counters of this.#counters) counters.countOwnAnswer(status);
    answer(this.#request, this.#response, errorPage(status), this.#headers);
  }

  #left(): void {
    if (this.#ended) return;
    this.#clientLeft = true;
    this.#abort?.();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#target.end();
  }
}

function writeHead(
  response: ServerResponse,
  status: number,
  raw: readonly Buffer[],
  headers: AnswerHeaders,
): void {
  const kept: string[] = [];
  let dropped: ReadonlySet<string> | undefined;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]?.toString('latin1') ?? '';
    const lower = name.toLowerCase();
    if (lower === 'connection') dropped = namedByConnection(raw[at + 1]?.toString('latin1'));
    if (!isOneHop(lower) && !headers.writes(lower)) kept.push(name, raw[at + 1]?.toString('latin1') ?? '');
  }
  if (dropped !== undefined) {
    for (let at = kept.length - 2; at >= 0; at -= 2) {
      if (dropped.has((kept[at] ?? '').toLowerCase())) kept.splice(at, 2);
    }
  }
  kept.push(...headers.written);
  if (isHttp2(response)) response.writeHead(status, byName(kept));
  else response.writeHead(status, kept);
}

function isHttp2(response: ServerResponse | Http2ServerResponse): response is Http2ServerResponse {
  return 'stream' in response;
}

function byName(flat: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let at = 0; at < flat.length; at += 2) {
    const name = (flat[at] ?? '').toLowerCase();
    headers[name] = [...(headers[name] ?? []), flat[at + 1] ?? ''];
  }
  return headers;
}
