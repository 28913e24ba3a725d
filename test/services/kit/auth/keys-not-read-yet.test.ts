import { describe, expect, it } from '@jest/globals';
import type { TokenKeys } from '../../../../services/kit/auth/token-keys.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createTestTokens } from '../../../support/tokens.ts';

const awaited: TokenKeys = {
  current: () => [],
  known: () => false,
  missed: () => undefined,
  probe: async () => undefined,
  close: async () => undefined,
};

describe('a token that comes before the keys were ever read', () => {
  it('is met with a 503 and not called wrong', async () => {
    const tokens = await createTestTokens();
    const verifier = createTokenVerifier({ ...tokens, keys: [] }, { keys: awaited });
    const token = await tokens.sign();
    expect(() => verifier.verify(token)).toThrow(expect.objectContaining({ status: 503 }));
  });
});
