import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Event } from './event.ts';
import type { EventContext } from './event-context.ts';
import { MalformedEvent, wrongIn } from './read-event.ts';

export interface EventHandlerDefinition<Data extends TSchema> {
  /** As the service's definition subscribes to it: `orders/order-confirmed`. */
  readonly event: string;
  /** What this handler reads of the data; publishers may say more. */
  readonly data: Data;
  /** Rejects where it could not be handled: it comes again. It may come again after it was handled, too: use an inbox. */
  handle(event: Event<Static<Data>>, context: EventContext): Promise<unknown>;
}

export interface EventHandler {
  readonly event: string;
  /** Rejects with MalformedEvent where the data does not fit. */
  handle(event: Event, context: EventContext): Promise<unknown>;
}

export function onEvent<Data extends TSchema>(definition: EventHandlerDefinition<Data>): EventHandler {
  const data = Compile(definition.data);
  return {
    event: definition.event,
    async handle(event, context) {
      if (!data.Check(event.data)) {
        throw new MalformedEvent(
          `the data of ${definition.event} does not fit: ${wrongIn(data.Errors(event.data))}`,
        );
      }
      return await definition.handle({ ...event, data: event.data }, context);
    },
  };
}
