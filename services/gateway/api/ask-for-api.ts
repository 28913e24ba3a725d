import { collectingReceiver } from '../../kit/clients/collecting-receiver.ts';
import { outgoingHeaders } from '../../kit/clients/outgoing-headers.ts';
import type { Upstream } from '../../kit/clients/upstream.ts';
import type { RequestContext } from '../../kit/http/request-context.ts';
import { type ApiDocument, readApiDocument } from './api-document.ts';

const patienceMs = 2000;
const longest = 1024 * 1024;

/** The description that a service gives of itself, asked for on nobody's account: everybody gets to see it. */
export async function askForApi(upstream: Upstream, context: RequestContext): Promise<ApiDocument> {
  const { authorization: _, ...headers } = outgoingHeaders(context);
  const collected = collectingReceiver(upstream.name, longest);
  await upstream.exchange({
    method: 'GET',
    path: '/openapi.json',
    headers,
    body: null,
    remainingMs: () => patienceMs,
    receiver: collected.receiver,
  });
  const { status, body } = collected.answer();
  const document = status === 200 ? readApiDocument(body.toString('utf8')) : undefined;
  if (document === undefined) {
    throw new Error(`${upstream.name}: /openapi.json is ${status} and no OpenAPI 3 document`);
  }
  return document;
}
