import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HandedOnApi } from './handed-on-api.ts';
import { targetOf } from './request-target.ts';

/** Who else plays the service that a request is signed for, and its name. */
export function handedOnTo(
  apis: readonly HandedOnApi[],
  { headers, url = '/' }: IncomingMessage,
): { readonly api: HandedOnApi; readonly signingName: string } | undefined {
  if (apis.length === 0) return undefined;
  const { signingName } = targetOf(headers, new URL(url, 'http://endpoint').searchParams);
  if (signingName === undefined) return undefined;
  const api = apis.find(({ signingNames }) => signingNames.includes(signingName));
  return api && { api, signingName };
}

/** Rejects where the body is longer than `limit`, or what it is handed on to fails. */
export async function handOn(
  { api, signingName }: { readonly api: HandedOnApi; readonly signingName: string },
  message: IncomingMessage,
  { response, limit }: { readonly response: ServerResponse; readonly limit: number },
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Error(`the request is longer than the ${limit} bytes this endpoint takes`);
    chunks.push(chunk);
  }
  const { status, headers, body } = await api.answer({
    signingName,
    method: message.method ?? 'GET',
    url: message.url ?? '/',
    headers: message.headers,
    body: Buffer.concat(chunks),
    gone: gone.signal,
  });
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
