import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { type Problem, problem } from '../kit/problems/problem.ts';
import { clientAddress } from './client-address.ts';
import { emailAddressOf } from './email-address.ts';
import { judgeGuess } from './limits/judge-guess.ts';
import type { Limits } from './limits/limits.ts';
import type { Passwords } from './passwords/passwords.ts';
import { privately } from './private-answer.ts';
import { sessionSchema } from './session.schema.ts';
import { issueSession, type SessionParts } from './sessions/issue-session.ts';
import { emailSchema, passwordSchema } from './user.schema.ts';
import type { UserStore } from './user-store.ts';

export interface SignInParts extends SessionParts {
  readonly users: UserStore;
  readonly passwords: Passwords;
  readonly limits: Limits;
}

export function signIn({ users, passwords, limits, ...parts }: SignInParts) {
  return operation({
    method: 'POST',
    path: '/v1/sessions',
    summary: 'Signs in; the answer is the same for an unknown account and a wrong password',
    access: 'anyone',
    body: Type.Object({ email: emailSchema, password: passwordSchema }, { additionalProperties: false }),
    answers: { 201: sessionSchema },
    handle: async ({ body, headers, context }) => {
      const account = emailAddressOf(body.email) ?? body.email;
      const right = await judgeGuess(limits, { address: clientAddress(headers), account }, async () => {
        const user = await users.byEmail(account);
        // A password is hashed in any case, so that the time tells nothing.
        const verdict = await passwords.check(body.password, user?.passwordHash);
        return user !== undefined && verdict.right ? { user, ...verdict } : undefined;
      });
      if (right === undefined) throw wrongCredentials();
      const { user, outdated } = right;
      if (outdated) {
        await users.rewritePassword(user.id, user.passwordHash, await passwords.hash(body.password));
      }
      const session = await issueSession(parts, user);
      context.log.info('somebody signed in', { user: user.id });
      return json(201, session, privately);
    },
  });
}

function wrongCredentials(): Problem {
  return problem({
    status: 401,
    kind: 'wrong-credentials',
    title: 'Signing in failed',
    detail: 'there is no account with this e-mail address and this password',
    headers: { 'www-authenticate': 'Bearer' },
  });
}
