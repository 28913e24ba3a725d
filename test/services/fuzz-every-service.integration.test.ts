import { describe, expect, it } from '@jest/globals';
import { fuzzFromOpenApi } from '../support/fuzz-from-openapi.ts';
import { descriptionOf, startedServices, tokenOfOrders } from '../support/started-services.ts';

/** Of each service; with those that go through the gateway it is 20,000 in all. */
const requests = 3000;

// The gateway's own, and those that go through it, are in test/services/gateway/fuzz-from-openapi.integration.test.ts.
const services = Object.entries(startedServices).filter(([name]) => name !== 'gateway');

describe.each(services)('%s', (name, start) => {
  it('answers whatever its description lets one think of, without a failure', async () => {
    const service = await start();
    const { url, tokenOf, lines, known, close } = service;
    const report = await fuzzFromOpenApi({
      url,
      document: await descriptionOf(service),
      count: requests,
      tokens: [await tokenOf(), await tokenOf('staff'), await tokenOf('operator'), tokenOfOrders(name)],
      ...known,
    });
    await close();
    expect(report.requests).toBeGreaterThanOrEqual(requests);
    expect(Object.keys(report.byStatus).length).toBeGreaterThan(2);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
