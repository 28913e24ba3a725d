import type { Answer } from '../kit/http/answer.ts';
import type { Operation } from '../kit/http/operation.ts';

/** Since then products are to be read as /v2 represents them (RFC 9745), and then /v1 ends (RFC 8594). */
const deprecation = `@${Date.UTC(2026, 10, 1) / 1000}`;
const sunset = new Date(Date.UTC(2027, 4, 1)).toUTCString();

/** An operation of /v1 that has a successor under /v2: its answers say so in headers. */
export function deprecated(operation: Operation): Operation {
  const { handle } = operation;
  const successor = operation.path.replace('/v1/', '/v2/');
  const [before = '', after] = successor.split(':id');
  return {
    ...operation,
    deprecated: true,
    summary: `${operation.summary}; ${successor} takes its place`,
    async handle(call) {
      const answer: Answer = await handle(call);
      const { id } = call.params as { readonly id?: string };
      const address = after === undefined ? before : `${before}${id}${after}`;
      const link = `<${address}>; rel="successor-version"`;
      return { ...answer, headers: { ...answer.headers, deprecation, sunset, link } };
    },
  };
}
