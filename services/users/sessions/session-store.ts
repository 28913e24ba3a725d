import type { Role } from '../user.ts';

/** Where sign-ins are kept: each has a family of refresh tokens, of which only the last one is good. */
export interface SessionStore {
  open(session: NewSession): Promise<void>;
  /** Uses a refresh token up and puts the next one in its place. */
  rotate(rotation: TokenRotation): Promise<RotationOutcome>;
  /** False where there is no such session of this user, or it has ended before. */
  end(id: string, userId: string, at: Date): Promise<boolean>;
  /** Ends all sessions of a user but one. */
  endOthers(userId: string, but: string | undefined, at: Date): Promise<void>;
  /** Deletes sessions that expired before a moment, at most so many; says how many. */
  forget(before: Date, most: number): Promise<number>;
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

export interface TokenRotation {
  readonly tokenHash: string;
  readonly nextHash: string;
  readonly at: Date;
}

/**
 * `replayed`: the token was used before, so two parties hold it and one of them stole it; the session is ended now.
 * `over`: the session has ended or expired.
 */
export type RotationOutcome =
  | { readonly outcome: 'rotated' | 'replayed'; readonly session: SessionOfToken }
  | { readonly outcome: 'unknown' | 'over' };

export interface SessionOfToken {
  readonly id: string;
  readonly userId: string;
  /** Those the user has now: what was taken away ends with the access token. */
  readonly roles: readonly Role[];
  readonly expiresAt: Date;
}
