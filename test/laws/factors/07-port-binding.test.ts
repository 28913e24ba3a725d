import { describe, expect, it } from '@jest/globals';
import { environmentNames } from '../../../platform/environment-names.ts';
import { services } from '../../../platform/services.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { servingContainer, variablesOf } from './containers.ts';
import { findingsIn, mainOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe('VII. Ports', () => {
  it('are one for each service', () => {
    const ports = services.map(({ port }) => port);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it.each(services)('$name listens by itself: no server is put around it', (service) => {
    expect(findingsIn([mainOf(service)], /\bserve\(\{/)).toHaveLength(1);
  });
});

describe.each(stacks)('VII. The port of $name', (one) => {
  it('is the one its definition says, for the process, the container and the balancer alike', () => {
    const { port, healthPath } = one.service;
    const container = servingContainer(one);
    expect(variablesOf(container).get(environmentNames.port)).toBe(String(port));
    expect(container.PortMappings?.map(({ ContainerPort }) => ContainerPort)).toEqual([port]);
    for (const { properties } of one.all('AWS::ElasticLoadBalancingV2::TargetGroup')) {
      expect([properties.Port, properties.HealthCheckPath]).toEqual([port, healthPath]);
    }
  });
});
