import type { JsonWebKey } from 'node:crypto';
import { callerSecretVariableOf, environmentNames as names } from '../../../platform/environment-names.ts';
import { keysIn } from '../auth/key-set.ts';
import type { ServiceCallersConfiguration } from '../auth/service-callers.ts';
import type { Environment } from './environment.ts';
import { readSecret } from './secret.ts';

/** What an access token must say of itself. */
export interface ExpectedClaims {
  readonly issuer: string;
  readonly audience: string;
}

/** Whose access tokens are believed. */
export interface TokenConfiguration extends ExpectedClaims {
  /** Public keys; none of them, and no address of others, means that no token is valid. */
  readonly keys: readonly JsonWebKey[];
  /** Where further keys are published. */
  readonly keysUrl?: string | undefined;
  /** A file with the authority to trust there besides the public ones. */
  readonly authorityFile?: string | undefined;
  /** @default - no service calls this one on its own account */
  readonly callers?: ServiceCallersConfiguration;
}

export interface TokenExpectation {
  /** The services that call this one on their own account, by name. @default - none does */
  readonly callers?: readonly string[];
  /** The service signs with keys of its own, which it need not be told. @default - false */
  readonly ownKeys?: boolean;
}

export function readTokenConfiguration(
  environment: Environment,
  { callers = [], ownKeys = false }: TokenExpectation = {},
): TokenConfiguration {
  const keysUrl = ownKeys ? undefined : readKeysUrl(environment);
  return {
    keys: readKeys(environment, ownKeys || keysUrl !== undefined),
    keysUrl,
    authorityFile: environment.optionalText(names.trustedAuthorityFile),
    ...readExpectedClaims(environment),
    callers: {
      self: environment.optionalText(names.serviceName) ?? '',
      secrets: Object.fromEntries(
        callers.map((caller) => [
          caller,
          readSecret(environment, callerSecretVariableOf(caller), `set it to what '${caller}' signs with`),
        ]),
      ),
    },
  };
}

export function readExpectedClaims(environment: Environment): ExpectedClaims {
  return {
    issuer: environment.text(names.tokenIssuer, {
      fix: 'set it to who signs access tokens',
      fallback: 'shoal',
    }),
    audience: environment.text(names.tokenAudience, {
      fix: 'set it to whom they are for',
      fallback: 'shoal',
    }),
  };
}

/** Keys that are believed without asking for them; needed only where none are published. */
function readKeys(environment: Environment, othersAreKnown: boolean): readonly JsonWebKey[] {
  const text = environment.text(names.tokenKeys, {
    fix: `set ${names.tokenKeysUrl} to where keys are published, or this to a JWKS, {"keys":[]} where no token is to be accepted yet`,
    ...(othersAreKnown ? { fallback: '{"keys":[]}' } : {}),
  });
  if (text === '') return [];
  const keys = keysIn(text);
  if (keys !== undefined) return keys;
  environment.reject(names.tokenKeys, {
    value: `${text.slice(0, 20)}…`,
    allowed: 'a JWKS: {"keys":[{"kty":"EC",…}]}',
    fix: 'publish the public keys of the signer',
  });
  return [];
}

function readKeysUrl(environment: Environment): string | undefined {
  const text = environment.optionalText(names.tokenKeysUrl);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  environment.reject(names.tokenKeysUrl, {
    value: text,
    allowed: 'an address like http://users.internal:8080/.well-known/jwks.json',
    fix: 'set it to where users publishes its keys',
  });
  return undefined;
}
