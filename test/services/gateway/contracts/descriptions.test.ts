import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { askForApi } from '../../../../services/gateway/api/ask-for-api.ts';
import { gateway } from '../../../../services/gateway/service.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';

const { like, regex, string } = MatchersV3;

/** All that the gateway reads itself; what it passes on is between the service and the client. */
describe.each(gateway.calls)('the gateway needs of %s', (provider) => {
  const contract = openContract({ consumer: 'gateway', provider });
  afterAll(() => contract.close());

  it('its description, for nobody in particular', () =>
    contract.pact
      .addInteraction()
      .uponReceiving('a question for the description')
      .withRequest('GET', '/openapi.json')
      .willRespondWith(200, (answer) =>
        answer.jsonBody({
          openapi: regex('^3[.].*$', '3.1.0'),
          info: { title: string(provider), version: string('1') },
          paths: like({}),
        }),
      )
      .executeTest(async ({ url }) => {
        const { log } = recordedLog();
        const upstream = createUpstream({ name: provider, url, timeoutMs: 1000, capacity: 4, log });
        expect(await askForApi(upstream, callContext())).toMatchObject({ info: { title: provider } });
        await upstream.close();
      }));

  it('nothing else than what is written down beside it', () => contract.keep());
});
