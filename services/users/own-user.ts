import type { RequestContext } from '../kit/http/request-context.ts';
import { notFound } from '../kit/problems/problem.ts';
import { callerOf } from './signed-in-caller.ts';
import type { User } from './user.ts';
import type { UserStore } from './user-store.ts';

/** The user that calls. A token may be good and speak for nobody who has an account here. */
export async function ownUser(users: UserStore, context: RequestContext): Promise<User> {
  const user = await users.byId(callerOf(context).subject);
  if (user === undefined) throw notFound('this access token speaks for nobody who has an account');
  return user;
}
