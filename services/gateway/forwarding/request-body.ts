import type { IncomingMessage, ServerResponse } from 'node:http';
import { declaredLength, hasBody } from '../../kit/http/read-body.ts';
import { badRequest, contentTooLarge, type Problem } from '../../kit/problems/problem.ts';

/** A body on its way through. */
export interface RequestBody {
  readonly content: AsyncIterable<Buffer> | null;
  /** Why the upload was broken off. */
  readonly problem: () => Problem | undefined;
}

const nothing: RequestBody = { content: null, problem: () => undefined };

/** Streams the body, and breaks off as soon as it is over `limit` bytes. */
export function requestBody(request: IncomingMessage, response: ServerResponse, limit: number): RequestBody {
  if (!hasBody(request)) return nothing;
  if (request.method === 'GET' || request.method === 'HEAD') {
    throw badRequest(`a ${request.method} has no body; who would read it differs from hop to hop`);
  }
  const tooLarge = contentTooLarge(`the body may have ${limit} bytes at most`);
  if ((declaredLength(request) ?? 0) > limit) throw tooLarge;
  let problem: Problem | undefined;
  async function* content(): AsyncGenerator<Buffer, void, undefined> {
    if (request.headers.expect !== undefined) response.writeContinue();
    let length = 0;
    // The request outlives a service that stops reading: its connection carries the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > limit) {
        problem = tooLarge;
        throw tooLarge;
      }
      yield chunk as Buffer;
    }
  }
  // Iterated anew for each attempt; only one whose request was never sent is followed by another.
  return { content: { [Symbol.asyncIterator]: content }, problem: () => problem };
}
