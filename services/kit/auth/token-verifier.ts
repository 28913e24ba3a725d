import type { TokenConfiguration } from '../configuration/token-configuration.ts';
import { unauthenticated, unavailable } from '../problems/problem.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Caller } from './caller.ts';
import { callerIn } from './claims.ts';
import { createServiceCallers } from './service-callers.ts';
import { isSignedBy, readSignedToken, type SignedToken } from './signed-token.ts';
import { givenKeys, type TokenKeys } from './token-keys.ts';
import { verificationKeys } from './verification-keys.ts';

export interface TokenVerifier {
  /** Who the token speaks for; throws a 401 for anything that is not ours and valid now, a 503 before that can be told. */
  verify(token: string): Caller;
}

export interface TokenVerifierParts {
  /** From createTokenKeys. @default - the keys that stand in the configuration */
  readonly keys?: TokenKeys;
  readonly clock?: Clock;
}

/** As many tokens as a task sees in a few minutes; verifying one anew costs a hundred times a look into the map. */
const remembered = 10_000;
const longestToken = 4096;

export function createTokenVerifier(
  configuration: TokenConfiguration,
  parts: TokenVerifierParts = {},
): TokenVerifier {
  const { keys = keysStandingIn(configuration), clock = systemClock } = parts;
  const services = createServiceCallers(configuration.callers ?? { self: '', secrets: {} });
  let recent = new Map<string, Caller>();
  let older = new Map<string, Caller>();
  let believed = keys.current();
  // Two generations: what is used moves to the recent one, and the older is dropped whole when that is full.
  const remember = (token: string, caller: Caller): void => {
    if (recent.size >= remembered / 2) {
      older = recent;
      recent = new Map();
    }
    recent.set(token, caller);
  };
  /** What a withdrawn key has signed must not be believed from memory. */
  const forgetAll = (): void => {
    recent = new Map();
    older = new Map();
    believed = keys.current();
  };
  const callerOf = (signed: SignedToken): Caller | undefined => {
    if (signed.algorithm === 'HS256') return services.callerOf(signed, clock.now());
    if (believed.some((key) => isSignedBy(signed, key))) {
      return callerIn(signed.claims, configuration, clock.now());
    }
    const { keyId } = signed;
    if (keyId !== undefined && believed.every((key) => key.keyId !== keyId)) keys.missed();
    return undefined;
  };

  return {
    verify(token) {
      if (keys.current() !== believed) forgetAll();
      const known = recent.get(token) ?? older.get(token);
      if (known !== undefined) {
        if (known.expiresAt <= clock.now()) throw expired();
        if (!recent.has(token)) remember(token, known);
        return known;
      }
      if (token.length > longestToken) throw unauthenticated('the access token is too long', 'invalid_token');
      const signed = readSignedToken(token);
      const caller = signed === undefined ? undefined : callerOf(signed);
      if (caller === undefined) {
        if (!keys.known()) throw unavailable('the keys of access tokens are not here yet', 1);
        throw unauthenticated(
          'the access token is not signed by a key that is trusted here',
          'invalid_token',
        );
      }
      if (caller.expiresAt <= clock.now()) throw expired();
      remember(token, caller);
      return caller;
    },
  };
}

function keysStandingIn({ keys, keysUrl }: TokenConfiguration): TokenKeys {
  if (keysUrl === undefined) return givenKeys(verificationKeys(keys));
  throw new Error(
    `token keys are to be read from ${keysUrl}; hand createTokenVerifier what createTokenKeys makes`,
  );
}

function expired(): Error {
  return unauthenticated('the access token has expired, sign in again or refresh it', 'invalid_token');
}
