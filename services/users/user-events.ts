import type { Queryable } from '../kit/database/queryable.ts';

/** What others are told of users. */
export interface UserEvents {
  /** Within the transaction that adds the user, so that both happen or neither. Told is the id and nothing else. */
  registered(transaction: Queryable, user: { readonly id: string }): Promise<void>;
}

export const nobodyListens: UserEvents = { registered: async () => {} };
