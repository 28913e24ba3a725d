import type { ServiceAnswer } from '../kit/clients/service-client.ts';

/** The members of an answer or a problem; none where it is no JSON object. */
export function membersOf({ body }: Pick<ServiceAnswer, 'body'>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/** The last part of a problem's type. */
export function kindOf(members: Readonly<Record<string, unknown>>): string {
  const prefix = 'urn:shoal:problem:';
  return typeof members.type === 'string' && members.type.startsWith(prefix)
    ? members.type.slice(prefix.length)
    : '';
}
