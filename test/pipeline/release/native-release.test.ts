import type { ECSClient } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import type { CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createNativeRelease } from '../../../pipeline/release/native-release.ts';
import { awsError, StrictClient } from './strict-client.ts';

const minute = 60_000;
const requested = Date.parse('2026-11-21T03:00:00Z');
const old = 'arn:aws:ecs:eu-central-1:1:task-definition/dev-catalog:7';
const next = 'arn:aws:ecs:eu-central-1:1:task-definition/dev-catalog:8';

interface Deployment {
  readonly brings: string;
  readonly status: string;
  readonly stage?: string;
  readonly reason?: string;
  /** Minutes after the request. */
  readonly at?: number;
}

interface Scene {
  /** @default - the old one; none where there is no service yet */
  readonly serves?: readonly string[];
  readonly deployments?: readonly Deployment[];
  readonly says?: string;
  /** @default - as many as serve */
  readonly desired?: number;
  /** Minutes since the request. */
  readonly later?: number;
}

/** ECS as it is at one moment. Revisions are called as the task definitions they bring. */
function scene({ serves = [old], deployments = [], says, desired = 1, later = 1 }: Scene = {}) {
  const all = deployments.map(({ brings, status, stage, reason, at = 0 }, index) => ({
    serviceDeploymentArn: `deployment-${index + 1}`,
    targetServiceRevisionArn: brings,
    status,
    statusReason: reason,
    lifecycleStage: stage,
    createdAt: new Date(requested + at * minute),
  }));
  const ecs = new StrictClient({
    DescribeServices: () => ({
      services:
        serves.length > 0
          ? [
              {
                status: 'ACTIVE',
                desiredCount: desired,
                currentServiceRevisions: serves.map((arn) => ({ arn })),
                events:
                  says === undefined ? [] : [{ createdAt: new Date(requested + minute), message: says }],
              },
            ]
          : [],
    }),
    ListServiceDeployments: () => ({ serviceDeployments: all }),
    DescribeServiceDeployments: ({ serviceDeploymentArns }: { serviceDeploymentArns: string[] }) => ({
      serviceDeployments: all.filter((one) => serviceDeploymentArns.includes(one.serviceDeploymentArn)),
    }),
    DescribeServiceRevisions: ({ serviceRevisionArns }: { serviceRevisionArns: string[] }) => ({
      serviceRevisions: serviceRevisionArns.map((taskDefinition) => ({ taskDefinition })),
    }),
    StopServiceDeployment: () => ({}),
  });
  const release = createNativeRelease({
    ecs: ecs as unknown as Pick<ECSClient, 'send'>,
    clock: { now: () => requested + later * minute },
  });
  return { ecs, release };
}

function event(
  RequestType: 'Create' | 'Update' = 'Update',
  more: Readonly<Record<string, string>> = {},
): CustomResourceEvent {
  return {
    RequestType,
    RequestId: 'request-1',
    LogicalResourceId: 'Release',
    StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/dev-catalog/guid',
    ResourceProperties: {
      Cluster: 'dev',
      Service: 'catalog',
      Container: 'catalog',
      TaskDefinition: next,
      ...more,
    },
    Data: { RequestedAt: new Date(requested).toISOString() },
  };
}

const waiting = { IsComplete: false };
const going = { brings: next, status: 'IN_PROGRESS', stage: 'SCALE_UP' };
const stops = (ecs: StrictClient) => ecs.inputsOf('StopServiceDeployment');

describe('Custom::Release where ECS moves the traffic', () => {
  it('remembers when it was asked', async () => {
    expect(await scene().release.onEvent(event())).toEqual({
      PhysicalResourceId: 'dev/catalog',
      Data: { RequestedAt: '2026-11-21T03:01:00.000Z' },
    });
  });

  it('waits until ECS begins, and while the deployment goes on', async () => {
    expect(await scene().release.isComplete(event())).toEqual(waiting);
    expect(await scene({ deployments: [going] }).release.isComplete(event())).toEqual(waiting);
  });

  it('is complete when the deployment of its revision has succeeded', async () => {
    const { release } = scene({ serves: [next], deployments: [{ brings: next, status: 'SUCCESSFUL' }] });
    expect(await release.isComplete(event())).toEqual({
      IsComplete: true,
      Data: { DeploymentId: 'deployment-1' },
    });
  });

  it('is complete where the revision serves alone, whatever was deployed last: a stack that rolls back', async () => {
    const failed = { brings: old, status: 'ROLLBACK_SUCCESSFUL', at: -3 };
    const { release } = scene({ serves: [next], deployments: [failed] });
    expect(await release.isComplete(event())).toEqual({
      IsComplete: true,
      Data: { DeploymentId: 'deployment-1' },
    });
  });

  it('takes no revision for serving beside which another one still runs', async () => {
    expect(await scene({ serves: [old, next] }).release.isComplete(event())).toEqual(waiting);
  });

  it('waits while ECS takes a deployment back, and then fails with its reason and with what serves', async () => {
    const back = { brings: next, status: 'ROLLBACK_IN_PROGRESS', reason: 'hook failed' };
    expect(await scene({ deployments: [back] }).release.isComplete(event())).toEqual(waiting);
    const { release } = scene({ deployments: [{ ...back, status: 'ROLLBACK_SUCCESSFUL' }] });
    await expect(release.isComplete(event())).rejects.toThrow(
      "service 'catalog': ECS took the deployment of dev-catalog:8 back (ROLLBACK_SUCCESSFUL): hook failed. dev-catalog:7 serves. Next: npx shoal logs catalog",
    );
  });

  it('knows a deployment that ECS began a moment before it was asked', async () => {
    const { release } = scene({ deployments: [{ brings: next, status: 'ROLLBACK_SUCCESSFUL', at: -0.01 }] });
    await expect(release.isComplete(event())).rejects.toThrow('it gives no cause');
  });

  it('judges the newest deployment, in whatever order ECS lists them', async () => {
    const { release } = scene({
      serves: [next],
      deployments: [
        { brings: old, status: 'SUCCESSFUL', at: -9 },
        { brings: next, status: 'SUCCESSFUL', at: 1 },
        { brings: old, status: 'ROLLBACK_SUCCESSFUL', at: -5 },
      ],
    });
    expect(await release.isComplete(event())).toMatchObject({ Data: { DeploymentId: 'deployment-2' } });
  });

  it('fails where ECS begins nothing, because the service itself could not be updated', async () => {
    expect(await scene({ later: 5 }).release.isComplete(event())).toEqual(waiting);
    await expect(scene({ later: 6 }).release.isComplete(event())).rejects.toThrow(
      'ECS began no deployment of dev-catalog:8 within 5 minutes',
    );
  });

  it('waits for a service that is being created, and misses one that should be there', async () => {
    expect(await scene({ serves: [], later: 30 }).release.isComplete(event('Create'))).toEqual(waiting);
    await expect(scene({ serves: [] }).release.isComplete(event())).rejects.toThrow('has no service catalog');
  });

  it('waits where AWS only asks to come again', async () => {
    const { ecs, release } = scene();
    ecs.failNext('DescribeServices', awsError('ThrottlingException'));
    expect(await release.isComplete(event())).toEqual(waiting);
  });
});

describe('Custom::Release, when the new tasks of ECS do not start', () => {
  const failing = '(service catalog) is unable to consistently start tasks successfully.';

  it('takes the deployment back as soon as ECS says so', async () => {
    const { ecs, release } = scene({ deployments: [going], says: failing });
    expect(await release.isComplete(event())).toEqual(waiting);
    expect(stops(ecs)).toEqual([{ serviceDeploymentArn: 'deployment-1', stopType: 'ROLLBACK' }]);
  });

  it('takes it back after ten minutes of silence, and not before', async () => {
    const early = scene({ deployments: [going], later: 10 });
    await early.release.isComplete(event());
    expect(stops(early.ecs)).toEqual([]);
    const late = scene({ deployments: [going], later: 11 });
    await late.release.isComplete(event());
    expect(stops(late.ecs)).toHaveLength(1);
  });

  it('leaves a deployment alone whose tasks are all there, and one that brings something else', async () => {
    for (const other of [
      { ...going, stage: 'BAKE_TIME' },
      { ...going, brings: old },
      { ...going, status: 'ROLLBACK_IN_PROGRESS' },
    ]) {
      const { ecs, release } = scene({ deployments: [other], says: failing, later: 30 });
      expect(await release.isComplete(event())).toEqual(waiting);
      expect(stops(ecs)).toEqual([]);
    }
  });

  it('takes no offence at a deployment that has ended in the meantime', async () => {
    const { ecs, release } = scene({ deployments: [going], says: failing });
    ecs.failNext('StopServiceDeployment', awsError('ConflictException'));
    expect(await release.isComplete(event())).toEqual(waiting);
  });

  it('says what ECS said of the tasks, which is more than that it was stopped', async () => {
    const { release } = scene({
      deployments: [{ brings: next, status: 'ROLLBACK_SUCCESSFUL', reason: 'stopped' }],
      says: failing,
    });
    await expect(release.isComplete(event())).rejects.toThrow(failing);
  });
});

describe('Custom::Release, while no task is wanted', () => {
  const asleep = { desired: 0, deployments: [{ ...going, stage: 'BAKE_TIME' }] };
  const ended = { desired: 0, deployments: [{ brings: next, status: 'ROLLBACK_SUCCESSFUL' }] };

  it('takes the deployment back, since nothing proves the revision', async () => {
    const { ecs, release } = scene(asleep);
    expect(await release.isComplete(event())).toEqual(waiting);
    expect(stops(ecs)).toHaveLength(1);
  });

  it('says when the stage wakes, and how to wake it', async () => {
    const asked = event('Update', { WakingHours: 'dev is awake on workdays from 07:00 to 20:00' });
    await expect(scene(ended).release.isComplete(asked)).rejects.toThrow(
      "service 'catalog': dev-catalog:8 cannot be released while dev sleeps, no task would prove it; dev is awake on workdays from 07:00 to 20:00. Next: npx shoal wake --stage dev, then deploy again",
    );
  });

  it('says to scale up where somebody else scaled down', async () => {
    await expect(scene(ended).release.isComplete(event())).rejects.toThrow(
      'scale the service up and deploy again',
    );
  });
});
