import { describe, expect, it } from '@jest/globals';
import { listedNewestFirst } from '../../../pipeline/release/service-deployments.ts';
import { StrictClient } from './strict-client.ts';

const deployment = (id: string, minute: number) => ({
  serviceDeploymentArn: id,
  createdAt: new Date(Date.parse('2026-11-21T12:00:00Z') + minute * 60_000),
});

describe('the deployments that ECS remembers', () => {
  it('are read to the last page, and told newest first whatever order they come in', async () => {
    const ecs = new StrictClient({
      ListServiceDeployments: ({ nextToken }: { readonly nextToken?: string }) =>
        nextToken === undefined
          ? { serviceDeployments: [deployment('second', 2), deployment('first', 1)], nextToken: '2' }
          : { serviceDeployments: [deployment('newest', 3)] },
    });
    const listed = await listedNewestFirst(ecs as never, { cluster: 'dev', service: 'catalog' });
    expect(listed.map(({ serviceDeploymentArn }) => serviceDeploymentArn)).toEqual([
      'newest',
      'second',
      'first',
    ]);
    expect(ecs.inputsOf('ListServiceDeployments')).toEqual([
      { cluster: 'dev', service: 'catalog', maxResults: 100 },
      { cluster: 'dev', service: 'catalog', maxResults: 100, nextToken: '2' },
    ]);
  });
});
