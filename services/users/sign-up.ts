import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { created } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { conflict, unprocessable } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { clientAddress } from './client-address.ts';
import { emailAddressOf } from './email-address.ts';
import type { Limits } from './limits/limits.ts';
import { requireGoodPassword } from './passwords/password-rules.ts';
import type { Passwords } from './passwords/passwords.ts';
import { privately } from './private-answer.ts';
import { profileEtagOf, profilePath, representProfile } from './represent-user.ts';
import { emailSchema, nameSchema, passwordSchema, profileSchema } from './user.schema.ts';
import type { User } from './user.ts';
import type { UserStore } from './user-store.ts';

export interface SignUpParts {
  readonly users: UserStore;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly clock: Clock;
}

export function signUp({ users, passwords, limits, clock }: SignUpParts) {
  return operation({
    method: 'POST',
    path: '/v1/users',
    summary: 'Makes an account; signing in is the next step',
    access: 'anyone',
    body: Type.Object(
      { email: emailSchema, name: nameSchema, password: passwordSchema },
      { additionalProperties: false },
    ),
    answers: { 201: profileSchema },
    handle: async ({ body, headers, context }) => {
      const email = emailAddressOf(body.email);
      if (email === undefined) throw noAddress();
      const name = body.name.trim();
      requireGoodPassword(body.password, { email, name });
      await limits.signUp.take(clientAddress(headers));
      const at = new Date(clock.now());
      const user: User = {
        id: randomUUID(),
        email,
        name,
        passwordHash: await passwords.hash(body.password),
        roles: ['customer'],
        revision: 1,
        createdAt: at,
        updatedAt: at,
      };
      if ((await users.add(user, context)) === 'email-taken') {
        throw conflict('there is an account with this e-mail address; sign in instead');
      }
      context.log.info('somebody signed up', { user: user.id });
      return created(profilePath, representProfile(user), { etag: profileEtagOf(user), ...privately });
    },
  });
}

function noAddress(): Error {
  const detail = 'is no e-mail address; it looks like kim@example.com';
  return unprocessable(`the body does not fit: '/email' ${detail}`, {
    in: 'body',
    errors: [{ pointer: '/email', detail }],
  });
}
