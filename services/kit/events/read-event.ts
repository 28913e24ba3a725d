import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Event } from './event.ts';

/** A message that no redelivery makes readable; it belongs into the dead-letter queue. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

const text = Type.String({ minLength: 1, maxLength: 255 });
const envelope = Compile(
  Type.Object({
    id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
    type: text,
    source: text,
    occurredAt: text,
    traceparent: text,
    correlationId: text,
    subject: text,
    data: Type.Object({}),
  }),
);

/** Throws MalformedEvent. What is in the message is not repeated: it may be anything. */
export function readEvent(message: string): Event {
  let event: unknown;
  try {
    event = JSON.parse(message);
  } catch {
    throw new MalformedEvent(`a message of ${message.length} characters is not JSON`);
  }
  if (envelope.Check(event)) return event;
  throw new MalformedEvent(`a message is no event: ${wrongIn(envelope.Errors(event))}`);
}

export function wrongIn(
  errors: readonly { readonly instancePath: string; readonly message: string }[],
): string {
  return errors
    .slice(0, 5)
    .map(({ instancePath, message }) => `'${instancePath}' ${message}`)
    .join(', ');
}
