import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from '@jest/globals';
import { servedBefore } from '../../../../pipeline/operations/release/served-before.ts';

const arn = (revision: number) =>
  `arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog:${revision}`;

function brought(revision: number, minute: number, more: Partial<DeploymentInfo> = {}): DeploymentInfo {
  return {
    deploymentId: `d-${minute}`,
    description: `Custom::Release request-${minute} of dev-catalog:${revision} with 2 tasks`,
    createTime: new Date(Date.parse('2026-11-21T04:00:00Z') + minute * 60_000),
    ...more,
  };
}

async function earlierThan(serving: number, deploymentsInfo: readonly DeploymentInfo[]) {
  const asked: string[] = [];
  const found = await servedBefore({
    // The narrowest of SDK clients: what was asked for comes back.
    ecs: {
      send: async ({ input }: { input: { taskDefinition?: string } }) => {
        asked.push(input.taskDefinition ?? '');
        return { taskDefinition: { taskDefinitionArn: input.taskDefinition } };
      },
    } as never,
    codedeploy: {
      send: async () => ({
        deployments: deploymentsInfo.map(({ deploymentId }) => deploymentId),
        deploymentsInfo,
      }),
    } as never,
    name: 'dev-catalog',
    serving: arn(serving),
  });
  return found?.taskDefinitionArn;
}

describe('the revision that served before', () => {
  it('is the one that was brought before, in whatever order CodeDeploy lists them', async () => {
    expect(await earlierThan(13, [brought(11, 1), brought(13, 3), brought(12, 2)])).toBe('dev-catalog:12');
  });

  it('is none that was taken back, however near its number is', async () => {
    const taken = brought(13, 3, { rollbackInfo: { rollbackDeploymentId: 'd-9' } });
    expect(await earlierThan(14, [brought(14, 4), taken, brought(12, 2)])).toBe('dev-catalog:12');
  });

  it('is not the same again after a restart', async () => {
    expect(await earlierThan(13, [brought(13, 4), brought(13, 3), brought(12, 2)])).toBe('dev-catalog:12');
  });

  it('is the first where one deployment was all there was', async () => {
    expect(await earlierThan(2, [brought(2, 1)])).toBe('dev-catalog:1');
  });

  it('is none where nothing was ever released', async () => {
    expect(await earlierThan(1, [])).toBeUndefined();
  });
});
