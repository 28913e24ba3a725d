import type { IncomingMessage } from 'node:http';
import { AwsError } from '../plane.ts';

/** Reads a request's body, refusing one that is too large or not UTF-8. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      throw new AwsError(
        'RequestEntityTooLarge',
        `The request is longer than the ${limit} bytes this endpoint takes`,
        413,
      );
    }
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AwsError('SerializationException', 'The request is not UTF-8');
  }
}
