import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '../plane.ts';

/** Reads a request's body, refusing one that is too large or not UTF-8. SDKs compress what they put in large pieces. */
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
    const body = Buffer.concat(chunks);
    const isCompressed = request.headers['content-encoding']?.split(',')[0]?.trim() === 'gzip';
    const bytes = isCompressed ? gunzipSync(body, { maxOutputLength: limit }) : body;
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AwsError('SerializationException', 'The request is not UTF-8, nor gzip of it');
  }
}
