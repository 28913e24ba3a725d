const prefix = 'service:';

/** Only a service's own token may carry this role. */
export const serviceRole = 'service';

/** The subject of a service that calls on its own account. */
export function serviceSubject(name: string): string {
  return `${prefix}${name}`;
}

/** The service a subject or an issuer names; undefined for a person. */
export function serviceOf(subject: string): string | undefined {
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : undefined;
}
