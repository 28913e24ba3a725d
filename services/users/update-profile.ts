import Type, { type Static } from 'typebox';
import { json } from '../kit/http/answer.ts';
import { ifMatchSchema } from '../kit/http/etag.schema.ts';
import { ensureMatch } from '../kit/http/etag.ts';
import { operation } from '../kit/http/operation.ts';
import { preconditionFailed, problem } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { clientAddress } from './client-address.ts';
import { judgeGuess } from './limits/judge-guess.ts';
import type { Limits } from './limits/limits.ts';
import { ownUser } from './own-user.ts';
import { requireGoodPassword } from './passwords/password-rules.ts';
import type { Passwords } from './passwords/passwords.ts';
import { privately } from './private-answer.ts';
import { profileEtagOf, profilePath, representProfile } from './represent-user.ts';
import type { SessionStore } from './sessions/session-store.ts';
import { callerOf } from './signed-in-caller.ts';
import { nameSchema, passwordSchema, profileSchema } from './user.schema.ts';
import type { User } from './user.ts';
import type { UserStore } from './user-store.ts';

const name = Type.Optional(nameSchema);
/** A password is changed only by who knows it: a token may be stolen, or a device left open. */
const changeSchema = Type.Union([
  Type.Object({ name: nameSchema }, { additionalProperties: false }),
  Type.Object(
    { name, password: passwordSchema, currentPassword: passwordSchema },
    { additionalProperties: false },
  ),
]);

export interface UpdateProfileParts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly clock: Clock;
}

export function updateProfile({ users, sessions, passwords, limits, clock }: UpdateProfileParts) {
  /** The new hash, once the current password was proven. */
  const changedPassword = async (
    user: User,
    address: string,
    change: Static<typeof changeSchema>,
  ): Promise<string | undefined> => {
    if (!('password' in change)) return undefined;
    const { password, currentPassword } = change;
    requireGoodPassword(password, user);
    const proven = await judgeGuess(limits, { address, account: user.email }, async () => {
      const { right } = await passwords.check(currentPassword, user.passwordHash);
      return right || undefined;
    });
    if (proven === undefined) throw wrongPassword();
    return await passwords.hash(password);
  };
  return operation({
    method: 'PATCH',
    path: profilePath,
    summary: 'Changes the name, or the password, which ends all other sessions',
    access: 'signed-in',
    headers: ifMatchSchema('profile'),
    body: changeSchema,
    answers: { 200: profileSchema },
    handle: async ({ headers, body, context }) => {
      const user = await ownUser(users, context);
      ensureMatch(headers, profileEtagOf(user));
      const passwordHash = await changedPassword(user, clientAddress(headers), body);
      const at = new Date(clock.now());
      const changed = await users.change({
        id: user.id,
        revision: user.revision,
        name: body.name?.trim() ?? user.name,
        passwordHash: passwordHash ?? user.passwordHash,
        at,
      });
      if (changed === undefined) {
        throw preconditionFailed('the profile was changed at the same moment; read it again');
      }
      if (passwordHash !== undefined) {
        await sessions.endOthers(user.id, callerOf(context).session, at);
        context.log.info('somebody changed the password', { user: user.id });
      }
      return json(200, representProfile(changed), { etag: profileEtagOf(changed), ...privately });
    },
  });
}

function wrongPassword(): Error {
  return problem({
    status: 403,
    kind: 'wrong-password',
    title: 'The current password is another one',
    detail: 'send the password that is good until now as currentPassword',
  });
}
