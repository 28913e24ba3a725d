import Type from 'typebox';
import { noContent } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import type { SessionStore } from './sessions/session-store.ts';
import { callerOf } from './signed-in-caller.ts';

export interface SignOutParts {
  readonly sessions: SessionStore;
  readonly clock: Clock;
}

export function signOut({ sessions, clock }: SignOutParts) {
  return operation({
    method: 'DELETE',
    path: '/v1/sessions/current',
    summary: 'Signs out: the session cannot be refreshed any more',
    access: 'signed-in',
    answers: { 204: Type.Null() },
    handle: async ({ context }) => {
      const { subject, session } = callerOf(context);
      if (session === undefined) throw notFound('this access token came from no sign-in');
      // Signing out twice is no mistake.
      await sessions.end(session, subject, new Date(clock.now()));
      return noContent();
    },
  });
}
