import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, contentTooLarge, unsupportedMediaType } from '../problems/problem.ts';

/** The whole body; refuses one over `limit` bytes as early as it is known. */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<Buffer> {
  const declared = declaredLength(request);
  if (declared !== undefined && declared > limit) throw tooLarge(limit);
  // Its stream may have ended before anybody could listen.
  if (!hasBody(request)) return Buffer.alloc(0);
  if (request.headers.expect !== undefined) response.writeContinue();
  return await collect(request, limit);
}

/** Undefined for a chunked body, whose length shows only when it is over. */
export function declaredLength(request: IncomingMessage): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] !== undefined && headers['content-length'] !== '0')
  );
}

/** Throws a 415 for what this service does not read. */
export function requireJson(request: IncomingMessage): void {
  const type = request.headers['content-type'] ?? '';
  if (
    type !== 'application/json' &&
    !/^application\/(?:json|[\w.-]+\+json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type)
  ) {
    throw unsupportedMediaType(
      `the content type is '${type.slice(0, 80)}', allowed: application/json in UTF-8`,
    );
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw unsupportedMediaType(`the content encoding is '${encoding.slice(0, 40)}', send the body as it is`);
  }
}

function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (settle: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) {
        request.pause();
        finish(() => reject(tooLarge(limit)));
      }
    };
    const onEnd = (): void => {
      const [only] = chunks;
      finish(() => resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, length)));
    };
    const onBroken = (): void => finish(() => reject(badRequest('the body ended before it was complete')));
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

function tooLarge(limit: number): Error {
  return contentTooLarge(`the body may have ${limit} bytes at most`);
}
