import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../kit/auth/caller.ts';
import { notFound } from '../kit/problems/problem.ts';

/** Which cart, and how long it stays after it was last used. */
export interface CartKey {
  readonly id: string;
  /** A guest's has to be made; a user's is always there, empty at first. */
  readonly kind: 'guest' | 'user';
  readonly lifeMs: number;
}

const dayMs = 86_400_000;
const lifeMs = { guest: 7 * dayMs, user: 90 * dayMs } as const;
/** 32 characters of base64url. */
const idBytes = 24;

/** Nobody guesses 192 bits: whoever knows the id of a guest's cart was told it. */
export function newGuestCart(random: Buffer = randomBytes(idBytes)): CartKey {
  return guestCart(`g${random.toString('base64url')}`);
}

/** Follows from the user, so one user has one cart without asking anybody; knowing it opens nothing. */
export function cartOfUser(subject: string): CartKey {
  const digest = createHash('sha256').update(`cart of ${subject}`).digest().subarray(0, idBytes);
  return { id: `u${digest.toString('base64url')}`, kind: 'user', lifeMs: lifeMs.user };
}

/** The cart of that id as far as the caller may reach it: a user's cart is there for that user only. */
export function reachableCart(id: string, caller: Caller | undefined): CartKey {
  if (id.startsWith('g')) return guestCart(id);
  const own = caller === undefined ? undefined : cartOfUser(caller.subject);
  if (own === undefined || own.id !== id) throw noCart(id);
  return own;
}

export function guestCart(id: string): CartKey {
  return { id, kind: 'guest', lifeMs: lifeMs.guest };
}

export function userCart(id: string): CartKey {
  return { id, kind: 'user', lifeMs: lifeMs.user };
}

export function noCart(id: string) {
  return notFound(`there is no cart ${id}, or it is not yours; POST /v1/carts makes one`);
}
