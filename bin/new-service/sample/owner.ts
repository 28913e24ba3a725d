import type { RequestContext } from '../../../services/kit/http/request-context.ts';
import { forbidden, unauthenticated } from '../../../services/kit/problems/problem.ts';

/** As many characters as OpenID Connect allows a subject. */
const longestSubject = 255;

export function ownerOf({ caller }: Pick<RequestContext, 'caller'>): string {
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  const { subject } = caller;
  if (subject.length <= longestSubject) return subject;
  throw forbidden(
    `the token's subject has ${subject.length} characters, at most ${longestSubject} are taken`,
  );
}
