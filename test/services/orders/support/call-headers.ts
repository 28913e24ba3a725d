import { MatchersV3 } from '@pact-foundation/pact';
import { orderOf } from './an-order.ts';

const { integer, regex, string } = MatchersV3;

/** What each call of an exchange takes along, as a contract describes it. */
export function callHeaders(more: Readonly<Record<string, string>> = {}) {
  const { traceparent, correlationId } = orderOf(0).origin;
  return {
    traceparent: string(traceparent),
    'x-correlation-id': string(correlationId),
    'x-deadline-ms': regex('^[0-9]+$', '4000'),
    ...more,
  };
}

/** An answer in an exchange. */
export function answerOf(status: number, body?: object) {
  return { status: integer(status), ...(body === undefined ? {} : { body }) };
}
