import { forbidden, unauthenticated } from '../problems/problem.ts';
import { serviceOf } from './service-subject.ts';

/** Who is calling, as a verified access token says: a person, or a service on its own account. */
export interface Caller {
  /** A user's id, or `service:<name>`. */
  readonly subject: string;
  readonly roles: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The sign-in that the token came from, where it names one. */
  readonly session?: string | undefined;
}

/**
 * Who may carry out an operation. A service that calls on its own account may do only what names it: it is neither
 * signed in nor has it any role of a person.
 */
export type Access =
  | 'anyone'
  | 'signed-in'
  | { readonly role: string }
  | { readonly service: readonly string[] }
  | { readonly anyOf: readonly Access[] };

export function requireAccess(access: Access, caller: Caller | undefined): void {
  if (access === 'anyone') return;
  if (caller === undefined) {
    if (typeof access === 'object' && 'anyOf' in access && access.anyOf.includes('anyone')) return;
    throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  }
  if (!mayPass(access, caller)) throw forbidden(`this needs ${accessWords(access)}`);
}

export function requireRole(role: string, caller: Caller): void {
  if (!mayPass({ role }, caller)) throw forbidden(`this needs ${accessWords({ role })}`);
}

/** As a sentence goes on after "this needs". */
export function accessWords(access: Access): string {
  if (access === 'anyone') return 'nothing';
  if (access === 'signed-in') return 'a signed-in user';
  if ('role' in access) return `the role '${access.role}'`;
  if ('service' in access) return `the service ${access.service.map((name) => `'${name}'`).join(' or ')}`;
  return access.anyOf.map(accessWords).join(', or ');
}

function mayPass(access: Access, caller: Caller): boolean {
  if (access === 'anyone') return true;
  const service = serviceOf(caller.subject);
  if (access === 'signed-in') return service === undefined;
  if ('role' in access) return service === undefined && caller.roles.includes(access.role);
  if ('service' in access) return service !== undefined && access.service.includes(service);
  return access.anyOf.some((one) => mayPass(one, caller));
}
