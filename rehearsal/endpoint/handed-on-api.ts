import type { IncomingHttpHeaders } from 'node:http';

/** The API of services that a program of somebody else's plays: their requests are handed on to it as they came. */
export interface HandedOnApi {
  /** The services in the signature's credential scope: `sns`, `sqs`. */
  readonly signingNames: readonly string[];
  answer(request: HandedOnRequest): Promise<HandedOnAnswer>;
}

export interface HandedOnRequest {
  readonly signingName: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Aborted when whoever asked is gone. */
  readonly gone: AbortSignal;
}

export interface HandedOnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}
