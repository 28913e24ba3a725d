import { describe, expect, it } from '@jest/globals';
import { overviewOf } from '../../../pipeline/operations/overview.ts';
import { StrictClient } from '../release/strict-client.ts';

const at = (minutes: number) => new Date(Date.parse('2026-11-21T12:00:00Z') + minutes * 60_000);
const taskSet = (status: string, version: string, createdAt: Date) => ({
  status,
  createdAt,
  taskDefinition: `dev-catalog:${version}`,
  runningCount: 1,
  computedDesiredCount: 2,
  loadBalancers: [
    {
      targetGroupArn: `arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/dev-catalog-${status === 'PRIMARY' ? 'blue' : 'green'}/1`,
    },
  ],
});

async function overviewWith(...taskSets: readonly object[]) {
  const ecs = new StrictClient({
    DescribeServices: () => ({
      services: [{ serviceName: 'catalog', status: 'ACTIVE', desiredCount: 2, runningCount: 2, taskSets }],
    }),
    DescribeTaskDefinition: ({ taskDefinition }: { readonly taskDefinition: string }) => ({
      taskDefinition: {
        containerDefinitions: [{ image: `registry/catalog:${taskDefinition.split(':')[1]}` }],
      },
    }),
  });
  const cloudwatch = new StrictClient({ DescribeAlarms: () => ({}) });
  const [row] = await overviewOf({ ecs: ecs as never, cloudwatch: cloudwatch as never }, 'dev', ['catalog']);
  return row;
}

describe('the overview of a service', () => {
  it('shows what arrives beside what serves', async () => {
    expect(
      await overviewWith(taskSet('PRIMARY', 'old', at(0)), taskSet('ACTIVE', 'new', at(5))),
    ).toMatchObject({
      colour: 'blue',
      serving: 'old',
      arriving: 'new 1/2',
    });
  });

  it('shows nothing of what leaves, once the traffic has moved', async () => {
    expect(
      await overviewWith(taskSet('ACTIVE', 'old', at(0)), taskSet('PRIMARY', 'new', at(5))),
    ).toMatchObject({
      serving: 'new',
      arriving: '-',
    });
  });
});
