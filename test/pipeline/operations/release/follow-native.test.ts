import type { ECSClient } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { followNative } from '../../../../pipeline/operations/release/follow-native.ts';
import { servedBeforeNatively } from '../../../../pipeline/operations/release/served-before-natively.ts';
import { awsError, StrictClient } from '../../release/strict-client.ts';

const definition = (revision: number) => `arn:aws:ecs:eu-central-1:1:task-definition/dev-catalog:${revision}`;
const order = {
  name: 'catalog',
  cluster: 'dev',
  service: 'catalog',
  taskDefinition: definition(7),
  creates: false,
  wakingHours: undefined,
  requestedAt: 0,
};

/** ECS, which lists a deployment a look after it was asked for, and has ended it three looks later. */
function ecsThat(ends: 'SUCCESSFUL' | 'ROLLBACK_SUCCESSFUL', { lists = true } = {}) {
  let look = 0;
  const asked = () => ecs.inputsOf('UpdateService').length > 0;
  const deployment = (id: string, brings: string, status: string) => ({
    serviceDeploymentArn: `arn:aws:ecs:eu-central-1:1:service-deployment/dev/catalog/${id}`,
    targetServiceRevisionArn: brings,
    status,
    lifecycleStage: status === 'IN_PROGRESS' ? 'BAKE_TIME' : 'CLEAN_UP',
    createdAt: new Date(id === 'new' ? 2000 : 1000),
  });
  const all = () => [
    ...(lists && asked() && look > 2
      ? [deployment('new', definition(7), look > 4 ? ends : 'IN_PROGRESS')]
      : []),
    deployment('old', definition(8), 'SUCCESSFUL'),
  ];
  const ecs: StrictClient = new StrictClient({
    UpdateService: () => ({}),
    ListServiceDeployments: () => {
      look += 1;
      if (look === 4) throw awsError('ThrottlingException', 'Rate exceeded');
      return { serviceDeployments: all() };
    },
    DescribeServiceDeployments: ({ serviceDeploymentArns: [arn] }: { serviceDeploymentArns: string[] }) => ({
      serviceDeployments: all().filter(({ serviceDeploymentArn }) => serviceDeploymentArn === arn),
    }),
    DescribeServiceRevisions: ({ serviceRevisionArns }: { serviceRevisionArns: string[] }) => ({
      serviceRevisions: serviceRevisionArns.map((taskDefinition) => ({ taskDefinition })),
    }),
    DescribeServices: () => ({
      services: [
        {
          status: 'ACTIVE',
          desiredCount: 1,
          currentServiceRevisions: [
            { arn: look > 4 && ends === 'SUCCESSFUL' ? definition(7) : definition(8) },
          ],
          events: [],
        },
      ],
    }),
  });
  return ecs;
}

async function follow(ecs: StrictClient) {
  let minute = 0;
  const began: string[] = [];
  const said: string[] = [];
  const failed = await followNative({
    ecs: ecs as unknown as Pick<ECSClient, 'send'>,
    order,
    began: (id) => began.push(id),
    pace: {
      now: () => minute * 60_000,
      say: (sentence) => said.push(sentence),
      pause: async () => {
        minute += 1;
      },
    },
  }).then(() => undefined, String);
  return { began, said, failed, asked: ecs.inputsOf('UpdateService') };
}

describe('a release of ECS that an operator asks for', () => {
  it('asks once, and has ended when its revision serves', async () => {
    const { began, said, failed, asked } = await follow(ecsThat('SUCCESSFUL'));
    expect(failed).toBeUndefined();
    expect(asked).toEqual([
      { cluster: 'dev', service: 'catalog', taskDefinition: definition(7), forceNewDeployment: true },
    ]);
    expect(began).toEqual(['arn:aws:ecs:eu-central-1:1:service-deployment/dev/catalog/new']);
    expect(said).toContain('AWS could not answer just now (ThrottlingException): asking again.');
    expect(said.at(-1)).toBe('  CLEAN_UP: SUCCESSFUL');
  });

  it('says that ECS took it back, and what serves', async () => {
    const { failed } = await follow(ecsThat('ROLLBACK_SUCCESSFUL'));
    expect(failed).toContain('ECS took the deployment of dev-catalog:7 back (ROLLBACK_SUCCESSFUL)');
    expect(failed).toContain('dev-catalog:8 serves');
  });

  it('does not take what served already for its success where ECS begins nothing', async () => {
    const { failed, began } = await follow(ecsThat('SUCCESSFUL', { lists: false }));
    expect(failed).toContain('ECS began no deployment within 5 minutes');
    expect(began).toEqual([]);
  });
});

describe('what served before, where ECS moves the traffic', () => {
  const earlier = (brought: readonly (readonly [number, string])[], serving: number) =>
    servedBeforeNatively({
      ecs: new StrictClient({
        ListServiceDeployments: () => ({
          serviceDeployments: brought.map(([revision, status], index) => ({
            targetServiceRevisionArn: definition(revision),
            status,
            createdAt: new Date(index * 1000),
          })),
        }),
        DescribeServiceRevisions: ({ serviceRevisionArns }: { serviceRevisionArns: string[] }) => ({
          serviceRevisions: serviceRevisionArns.map((taskDefinition) => ({ taskDefinition })),
        }),
        DescribeTaskDefinition: ({ taskDefinition }: { taskDefinition: string }) => ({
          taskDefinition: { taskDefinitionArn: taskDefinition },
        }),
      }) as unknown as Pick<ECSClient, 'send'>,
      cluster: 'dev',
      service: 'catalog',
      serving: definition(serving),
    });

  it('is what was brought before it, and nothing that was taken back', async () => {
    const found = await earlier(
      [
        [5, 'SUCCESSFUL'],
        [6, 'ROLLBACK_SUCCESSFUL'],
        [7, 'SUCCESSFUL'],
      ],
      7,
    );
    expect(found?.taskDefinitionArn).toBe(definition(5));
  });

  it('is another revision although this one was given new tasks since', async () => {
    const found = await earlier(
      [
        [5, 'SUCCESSFUL'],
        [7, 'SUCCESSFUL'],
        [7, 'SUCCESSFUL'],
      ],
      7,
    );
    expect(found?.taskDefinitionArn).toBe(definition(5));
  });

  it('is nothing for what came with the service', async () => {
    expect(await earlier([[1, 'SUCCESSFUL']], 1)).toBeUndefined();
  });
});
