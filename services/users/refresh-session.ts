import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { type Problem, problem } from '../kit/problems/problem.ts';
import { privately } from './private-answer.ts';
import { refreshTokenSchema, sessionSchema } from './session.schema.ts';
import { representSession, type SessionParts } from './sessions/issue-session.ts';
import { newRefreshToken, refreshTokenHash } from './sessions/refresh-token.ts';

export function refreshSession({ sessions, accessTokens, clock }: SessionParts) {
  return operation({
    method: 'POST',
    path: '/v1/sessions/refresh',
    summary: 'New tokens for a refresh token, which is used up; used twice, it ends its session',
    access: 'anyone',
    body: Type.Object({ refreshToken: refreshTokenSchema }, { additionalProperties: false }),
    answers: { 200: sessionSchema },
    handle: async ({ body, context }) => {
      const refreshToken = newRefreshToken();
      const result = await sessions.rotate({
        tokenHash: refreshTokenHash(body.refreshToken),
        nextHash: refreshTokenHash(refreshToken),
        at: new Date(clock.now()),
      });
      if (result.outcome === 'replayed') {
        const { id, userId } = result.session;
        context.log.warn('a session was ended, since what refreshes it came twice', {
          session: id,
          user: userId,
        });
      }
      if (result.outcome !== 'rotated') throw refused();
      const { id: session, userId, roles } = result.session;
      const accessToken = accessTokens({ userId, roles, session });
      return json(200, representSession(result.session, { accessToken, refreshToken }), privately);
    },
  });
}

/** The same for all reasons: a thief need not know which it was. */
function refused(): Problem {
  return problem({
    status: 401,
    kind: 'session-over',
    title: 'The session is over',
    detail: 'the refresh token is not good any more; sign in again',
    headers: { 'www-authenticate': 'Bearer' },
  });
}
