import type { JsonWebKey } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { TokenConfiguration } from '../../services/kit/configuration/token-configuration.ts';

/** Whom a service believes that is to believe these. */
export interface TestTokens extends TokenConfiguration {
  /** As the TOKEN_KEYS of a service. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  sign(claims?: TestClaims): Promise<string>;
}

export interface TestClaims {
  /** @default - 'shopper-1' */
  readonly subject?: string;
  /** @default - none */
  readonly roles?: readonly string[];
  /** From now; negative for a token that is over. @default - 10 */
  readonly minutes?: number;
  /** @default - the issuer that services believe */
  readonly issuer?: string;
  /** @default - the audience that services are */
  readonly audience?: string;
}

/** An authority of a test: signs access tokens as the users service does, with a key of its own. */
export async function createTestTokens(keyId = 'test-key'): Promise<TestTokens> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'ES256', use: 'sig' }];
  const ours = { issuer: 'shoal', audience: 'shoal' };
  return {
    ...ours,
    keys,
    jwks: { keys },
    async sign({ subject = 'shopper-1', roles = [], minutes = 10, issuer, audience } = {}) {
      const now = Math.floor(Date.now() / 1000);
      return await new SignJWT({ roles })
        .setProtectedHeader({ alg: 'ES256', kid: keyId })
        .setSubject(subject)
        .setIssuer(issuer ?? ours.issuer)
        .setAudience(audience ?? ours.audience)
        .setIssuedAt(Math.min(now, now + minutes * 60))
        .setExpirationTime(now + minutes * 60)
        .sign(privateKey);
    },
  };
}
