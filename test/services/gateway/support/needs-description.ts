import { expect } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { askForApi } from '../../../../services/gateway/api/ask-for-api.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import type { Contract } from '../../../support/contracts/contract.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';

const { like, regex, string } = MatchersV3;

/** Of every service the gateway needs its description, for nobody in particular. */
export async function needsDescription({ pact }: Contract, provider: string): Promise<void> {
  await pact
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
    });
}
