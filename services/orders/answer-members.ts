import type { CallAnswer } from '../kit/batching/shared-exchange.ts';

/** The members of an answer or a problem; none where it is no JSON object. */
export function membersOf({ body }: Pick<CallAnswer, 'body'>): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

/** The last part of a problem's type. */
export function kindOf(members: Readonly<Record<string, unknown>>): string {
  const prefix = 'urn:shoal:problem:';
  return typeof members.type === 'string' && members.type.startsWith(prefix)
    ? members.type.slice(prefix.length)
    : '';
}
