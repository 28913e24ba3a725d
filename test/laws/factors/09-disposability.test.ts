import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { environmentNames } from '../../../platform/environment-names.ts';
import { services } from '../../../platform/services.ts';
import { serve } from '../../../services/kit/shutdown/serve.ts';
import { createSampleApp } from '../../services/kit/support/sample-app.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { ownContainers, servingContainer, variablesOf } from './containers.ts';
import { findingsIn, mainOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe.each(stacks)('IX. A task of $name', (one) => {
  it('has longer to end than it keeps serving after the signal, and the balancer lets go of it in that time', () => {
    const container = servingContainer(one);
    const drainSeconds = Number(variablesOf(container).get(environmentNames.drainSeconds));
    expect(container.StopTimeout).toBeGreaterThan(drainSeconds);
    for (const { properties } of one.all('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      const { HealthCheckIntervalSeconds: interval, UnhealthyThresholdCount: count } = properties;
      expect(interval * count).toBeLessThanOrEqual(drainSeconds);
    }
  });

  it('gets the signal: a first process passes it on', () => {
    for (const { LinuxParameters } of ownContainers(one))
      expect(LinuxParameters?.InitProcessEnabled).toBe(true);
  });
});

describe('IX. A process', () => {
  it.each(services)('of $name stops as the kit does, and in no other way', (service) => {
    expect(findingsIn([mainOf(service)], /\bserve\(\{/)).toHaveLength(1);
    expect(findingsIn([mainOf(service)], /process\.exit\(|'SIG(?:TERM|INT|KILL)'/)).toEqual([]);
  });

  it('ends by itself once it is told to', async () => {
    const { app, health, recorded } = createSampleApp();
    const signals = new EventEmitter();
    const closed: string[] = [];
    const { port, ended } = await serve({
      app,
      configuration: {
        ...{ serviceName: 'sample', serviceVersion: 'v1', stage: 'test', logLevel: 'info' as const },
        ...{ host: '127.0.0.1', port: 0, drainMs: 0 },
      },
      health,
      log: recorded.log,
      signals,
      close: [async () => void closed.push('pool')],
    });
    expect((await fetch(`http://127.0.0.1:${port}/v1/boats`)).status).toBe(200);
    signals.emit('SIGTERM');
    await ended;
    expect(closed).toEqual(['pool']);
    await expect(fetch(`http://127.0.0.1:${port}/v1/boats`)).rejects.toThrow();
  });
});
