import type { Queryable } from '../kit/database/queryable.ts';
import type { EventOrigin } from '../kit/events/event.ts';
import type { Outbox } from '../kit/events/outbox.ts';
import type { Relay } from '../kit/events/relay.ts';

/** What others are told of users. */
export interface UserEvents {
  /** Within the transaction that adds the user, so that both happen or neither. */
  registered(
    transaction: Queryable,
    user: { readonly id: string },
    origin: EventOrigin | undefined,
  ): Promise<void>;
  /** The transaction is through. */
  committed(): void;
}

export const nobodyListens: UserEvents = { registered: async () => {}, committed() {} };

export interface OutboxParts {
  readonly outbox: Outbox;
  readonly relay: Pick<Relay, 'wake'>;
}

/** Tells the id and nothing else: who may know more asks. */
export function userEventsThrough({ outbox, relay }: OutboxParts): UserEvents {
  return {
    registered: (transaction, { id }, origin) =>
      outbox.add(transaction, {
        type: 'user-registered',
        subject: id,
        data: { userId: id },
        ...(origin === undefined ? {} : { origin }),
      }),
    committed: () => relay.wake(),
  };
}
