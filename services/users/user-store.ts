import type { EventOrigin } from '../kit/events/event.ts';
import type { Role, User } from './user.ts';

/** Where users are kept. */
export interface UserStore {
  /** Tells that the user is registered, in the same transaction; `origin` is the request it comes from. */
  add(user: User, origin?: EventOrigin): Promise<'added' | 'email-taken'>;
  byId(id: string): Promise<User | undefined>;
  byEmail(email: string): Promise<User | undefined>;
  /** Undefined where there is no such user, or it is at another revision. */
  change(change: UserChange): Promise<User | undefined>;
  /** Undefined where there is no such user. */
  setRoles(id: string, roles: readonly Role[], at: Date): Promise<User | undefined>;
  /** The same password written in another way: no change of the user, and none where it was changed meanwhile. */
  rewritePassword(id: string, from: string, to: string): Promise<void>;
}

export interface UserChange {
  readonly id: string;
  /** The one that was read. */
  readonly revision: number;
  readonly name: string;
  readonly passwordHash: string;
  readonly at: Date;
}
