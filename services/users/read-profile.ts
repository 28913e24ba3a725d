import { json, notModified } from '../kit/http/answer.ts';
import { ifNoneMatchSchema } from '../kit/http/etag.schema.ts';
import { isFresh } from '../kit/http/etag.ts';
import { operation } from '../kit/http/operation.ts';
import { ownUser } from './own-user.ts';
import { privately } from './private-answer.ts';
import { profileEtagOf, profilePath, representProfile } from './represent-user.ts';
import { profileSchema } from './user.schema.ts';
import type { UserStore } from './user-store.ts';

export function readProfile({ users }: { readonly users: UserStore }) {
  return operation({
    method: 'GET',
    path: profilePath,
    summary: "The caller's own profile",
    access: 'signed-in',
    headers: ifNoneMatchSchema,
    answers: { 200: profileSchema },
    handle: async ({ headers, context }) => {
      const user = await ownUser(users, context);
      const etag = profileEtagOf(user);
      return isFresh(headers, etag)
        ? notModified(etag)
        : json(200, representProfile(user), { etag, ...privately });
    },
  });
}
