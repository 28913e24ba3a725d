import type { TokenConfiguration } from '../configuration/token-configuration.ts';
import { unauthenticated } from '../problems/problem.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Caller } from './caller.ts';
import { callerIn } from './claims.ts';
import { isSignedBy, readSignedToken } from './signed-token.ts';
import { verificationKeys } from './verification-keys.ts';

export interface TokenVerifier {
  /** Who the token speaks for; throws a 401 for anything that is not ours and valid now. */
  verify(token: string): Caller;
}

/** As many tokens as a task sees in a few minutes; verifying one anew costs a hundred times a look into the map. */
const remembered = 10_000;
const longestToken = 4096;

export function createTokenVerifier(
  configuration: TokenConfiguration,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): TokenVerifier {
  const keys = verificationKeys(configuration.keys);
  let recent = new Map<string, Caller>();
  let older = new Map<string, Caller>();
  // Two generations: what is used moves to the recent one, and the older is dropped whole when that is full.
  const remember = (token: string, caller: Caller): void => {
    if (recent.size >= remembered / 2) {
      older = recent;
      recent = new Map();
    }
    recent.set(token, caller);
  };

  return {
    verify(token) {
      const known = recent.get(token) ?? older.get(token);
      if (known !== undefined) {
        if (known.expiresAt <= clock.now()) throw expired();
        if (!recent.has(token)) remember(token, known);
        return known;
      }
      if (token.length > longestToken) throw unauthenticated('the access token is too long', 'invalid_token');
      const signed = readSignedToken(token);
      if (signed === undefined || !keys.some((key) => isSignedBy(signed, key))) {
        throw unauthenticated(
          'the access token is not signed by a key that is trusted here',
          'invalid_token',
        );
      }
      const caller = callerIn(signed.claims, configuration, clock.now());
      if (caller.expiresAt <= clock.now()) throw expired();
      remember(token, caller);
      return caller;
    },
  };
}

function expired(): Error {
  return unauthenticated('the access token has expired, sign in again or refresh it', 'invalid_token');
}
