import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { createTokenKeys } from '../../../../services/kit/auth/token-keys.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { createTestTokens } from '../../../support/tokens.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { needsDescription } from '../support/needs-description.ts';

const { eachLike, regex, string } = MatchersV3;
const contract = openContract({ consumer: 'gateway', provider: 'users' });
afterAll(() => contract.close());

/** A public key, and not that of anybody. */
const key = {
  kid: 'a-key',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};

describe('the gateway needs of users', () => {
  it('its description', () => needsDescription(contract, 'users'));

  it('the keys that access tokens are verified with, as every service needs them', async () => {
    const { issuer, audience } = await createTestTokens();
    await contract.pact
      .addInteraction()
      .given('there is a key to sign with')
      .uponReceiving('a question for the keys')
      .withRequest('GET', '/.well-known/jwks.json')
      .willRespondWith(200, (answer) =>
        answer.jsonBody({
          keys: eachLike({
            kty: 'EC',
            crv: 'P-256',
            alg: 'ES256',
            kid: string(key.kid),
            x: regex('^[A-Za-z0-9_-]{43}$', key.x),
            y: regex('^[A-Za-z0-9_-]{43}$', key.y),
          }),
        }),
      )
      .executeTest(async ({ url }) => {
        const keysUrl = `${url}/.well-known/jwks.json`;
        const keys = createTokenKeys({ issuer, audience, keys: [], keysUrl }, recordedLog());
        await keys.probe();
        expect(keys.current()).toHaveLength(1);
        await keys.close();
      });
  });

  it('nothing else than what is written down beside it', () => contract.keep());
});
