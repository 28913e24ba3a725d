import { describe, expect, it } from '@jest/globals';
import { memoryLeft } from '../../lib/service/heap-bound.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';
import { containersOf, servingContainer, variablesOf } from './factors/containers.ts';

const cases = serviceStacks(await synthesized());

describe.each(cases)('the traces of $name', (one) => {
  const collects = !('none' in one.stage.telemetry.traces);
  const agents = containersOf(one).filter(({ Name }) => Name === 'traces-agent');

  it('are taken by an agent beside the task that serves, exactly where the stage says so', () => {
    expect(agents).toHaveLength(collects ? 1 : 0);
    expect(variablesOf(servingContainer(one)).get('TRACES_URL')).toBe(
      collects ? 'http://localhost:4318' : '',
    );
  });

  it('end no task with their agent, and take from it no more than a bound', () => {
    for (const agent of agents) {
      expect(agent).toMatchObject({ Essential: false, Memory: 160, RestartPolicy: { Enabled: true } });
    }
  });

  it('are refused before the agent, which takes 50 MiB beside them, runs out of memory', () => {
    for (const agent of agents) {
      const variables = variablesOf(agent);
      const { processors } = JSON.parse(String(variables.get('AOT_CONFIG_CONTENT')));
      const bound = agent.Memory ?? 0;
      expect(processors.memory_limiter.limit_mib + 50).toBeLessThan(bound);
      expect(Number.parseInt(String(variables.get('GOMEMLIMIT')), 10)).toBeLessThan(bound);
    }
  });

  it('are received from their own task alone, and leave for X-Ray in the region of the stage', () => {
    for (const agent of agents) {
      const { receivers, exporters, service } = JSON.parse(
        String(variablesOf(agent).get('AOT_CONFIG_CONTENT')),
      );
      expect(receivers).toEqual({ otlp: { protocols: { http: { endpoint: '127.0.0.1:4318' } } } });
      expect(exporters.awsxray.region).toBe(one.stage.region);
      expect(service.pipelines).toEqual({
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'batch'],
          exporters: ['awsxray'],
        },
      });
    }
  });

  it('have a way to X-Ray inside the network where calls to AWS stay in it', () => {
    const { endpoints } = one.stage.network;
    if (!collects || 'none' in endpoints) return;
    expect(endpoints.services).toContain('xray');
  });
});

describe('a task of any stage', () => {
  it('leaves its service what a service takes, beside its agents and GuardDuty, and tells Node so', () => {
    for (const one of cases) {
      const containers = containersOf(one);
      const beside = {
        settings: containers.some(({ Name }) => Name === 'settings-agent'),
        traces: containers.some(({ Name }) => Name === 'traces-agent'),
      };
      const left = memoryLeft(one, beside);
      expect({ task: one.name, enough: left >= 192 }).toEqual({ task: one.name, enough: true });
      const heap = Number(
        /^--max-old-space-size=(\d+)$/.exec(
          String(variablesOf(servingContainer(one)).get('NODE_OPTIONS')),
        )?.[1],
      );
      expect(heap).toBeGreaterThan(100);
      expect(heap).toBeLessThan(left * 0.7);
    }
  });

  it('leaves its service at least half of the memory, whatever stands beside it', () => {
    for (const one of cases) {
      for (const { id, properties } of one.all('AWS::ECS::TaskDefinition')) {
        const beside = properties.ContainerDefinitions.reduce(
          (sum: number, { Memory = 0 }: { readonly Memory?: number }) => sum + Memory,
          0,
        );
        expect({ task: `${one.name}/${id}`, enough: beside <= Number(properties.Memory) / 2 }).toEqual({
          task: `${one.name}/${id}`,
          enough: true,
        });
      }
    }
  });
});
