import { forbidden, unauthenticated } from '../problems/problem.ts';

/** Who is calling, as a verified access token says. */
export interface Caller {
  readonly subject: string;
  readonly roles: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Who may carry out an operation. */
export type Access = 'anyone' | 'signed-in' | { readonly role: string };

export function requireAccess(access: Access, caller: Caller | undefined): void {
  if (access === 'anyone') return;
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  if (access !== 'signed-in') requireRole(access.role, caller);
}

export function requireRole(role: string, caller: Caller): void {
  if (!caller.roles.includes(role)) throw forbidden(`this needs the role '${role}'`);
}
