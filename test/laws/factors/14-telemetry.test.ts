import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import type { StartedService } from '../../support/started-service.ts';
import { startedServices } from '../../support/started-services.ts';
import { synthesized } from '../../support/synthesized.ts';

const stacks = serviceStacks(await synthesized());
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

describe.each(services)('XIV. The telemetry of $name', ({ name }) => {
  let service: StartedService;
  beforeAll(async () => {
    service = await (
      startedServices[name] ?? (() => Promise.reject(new Error(`nothing starts '${name}'`)))
    )();
  });
  afterAll(() => service.close());

  it('goes on with the trace of whoever called, in the log and in what the caller is told', async () => {
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    const answer = await fetch(`${service.url}/nothing-is-here`, { headers });
    expect(await answer.json()).toMatchObject({ traceId });
    // The line is written when the answer is on its way.
    await new Promise((resolve) => setImmediate(resolve));
    expect(service.lines.map((line) => JSON.stringify(line)).join()).toContain(traceId);
  });

  it('tells whether it lives and whether it may have traffic, to whoever asks', async () => {
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  });
});

describe.each(stacks)('XIV. The alarms of $name', (one) => {
  it('watch errors and health of both colours, and say where to look', () => {
    const alarms = one.all('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    for (const symptom of ['5xx-blue', '5xx-green', 'unhealthy-blue', 'unhealthy-green']) {
      const found = alarms.filter(
        ({ AlarmName }) => AlarmName === `${one.stage.name}/${one.service.name}/${symptom}`,
      );
      expect(found).toHaveLength(1);
      expect(found[0]?.AlarmDescription).toContain(`/shoal/${one.stage.name}/${one.service.name}`);
    }
  });
});
