import { afterAll, describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '../../services/kit/auth/token-verifier.ts';
import { readEnvironment } from '../../services/kit/configuration/environment.ts';
import { readServiceConfiguration } from '../../services/kit/configuration/service-configuration.ts';
import { createHealth } from '../../services/kit/health/health.ts';
import { createApp } from '../../services/kit/http/create-app.ts';
import { createLog } from '../../services/kit/telemetry/log.ts';
import { createFakeClock } from '../services/kit/support/fake-clock.ts';
import { startApp } from '../services/kit/support/start-app.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';
import { createTestTokens } from '../support/tokens.ts';
import { servingContainer, variablesOf } from './factors/containers.ts';

const cases = serviceStacks(await synthesized());
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** What a task reads of the variables that its template gives it. */
function configurationIn(one: (typeof cases)[number]) {
  const texts = [...variablesOf(servingContainer(one))].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return readServiceConfiguration(readEnvironment(Object.fromEntries(texts)));
}

describe.each(cases)('the traces of $name', (one) => {
  const { traces } = one.stage.telemetry;

  it('are sampled as its stage says, by what the task reads', () => {
    expect(configurationIn(one).sampling).toEqual(
      'none' in traces ? { perSecond: 5, percent: 0 } : traces.sampling,
    );
  });
});

describe('a service as a stage configures it', () => {
  const gateways = cases.filter(({ service }) => service.route === 'public');
  it.each(gateways)('samples that many of the requests that begin there: $name', async (one) => {
    const lines: Record<string, unknown>[] = [];
    const { sampling } = configurationIn(one);
    const log = createLog(
      { serviceName: 'sample', serviceVersion: 'v1', logLevel: 'info', sampling },
      { sink: { write: (line) => void lines.push(JSON.parse(line)), flush: () => {} } },
    );
    const tokens = await createTestTokens();
    const app = await startApp(
      createApp({
        operations: [],
        health: createHealth({ needs: {}, log }),
        tokens: createTokenVerifier(tokens),
        log,
        clock: createFakeClock(1_000_000),
        accessLinesPerSecond: 1000,
      }),
    );
    closing.push(() => app.close());
    for (let request = 0; request < 105; request++) await (await fetch(`${app.url}/nothing`)).text();
    const sampled = lines.filter((line) => line.message === 'request' && line.sampled === true);
    const { perSecond, percent } = sampling ?? { perSecond: Number.NaN, percent: 0 };
    expect(sampled).toHaveLength(perSecond + Math.floor(((105 - perSecond) * percent) / 100));
  });
});
