import type { Caller } from '../kit/auth/caller.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { unauthenticated } from '../kit/problems/problem.ts';

/** The caller of an operation whose access asks for one. */
export function callerOf({ caller }: RequestContext): Caller {
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  return caller;
}
