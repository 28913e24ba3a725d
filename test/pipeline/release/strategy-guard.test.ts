import type { ECSClient } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import type { CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createStrategyGuard } from '../../../pipeline/release/strategy-guard.ts';
import { StrictClient } from './strict-client.ts';

/** @param controller of the service that is there; undefined where there is none */
function scene(controller: string | undefined, status = 'ACTIVE', enableExecuteCommand = true) {
  const ecs = new StrictClient({
    DescribeServices: () => ({
      services:
        controller === undefined
          ? []
          : [{ status, deploymentController: { type: controller }, enableExecuteCommand }],
    }),
  });
  return { ecs, guard: createStrategyGuard({ ecs: ecs as unknown as Pick<ECSClient, 'send'> }) };
}

function asking(
  Strategy: string,
  RequestType: CustomResourceEvent['RequestType'] = 'Update',
): CustomResourceEvent {
  return {
    RequestType,
    RequestId: 'request-1',
    LogicalResourceId: 'Strategy',
    StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/dev-catalog/guid',
    PhysicalResourceId: 'dev/catalog/strategy',
    ResourceProperties: { Cluster: 'dev', Service: 'catalog', Strategy },
  };
}

describe('Custom::ReleaseStrategy', () => {
  it.each([
    ['codedeploy', 'CODE_DEPLOY'],
    ['ecs-native', 'ECS'],
  ])('lets a stack through that keeps %s', async (strategy, controller) => {
    const { guard } = scene(controller);
    await expect(guard.onEvent(asking(strategy))).resolves.toEqual({
      PhysicalResourceId: 'dev/catalog/strategy',
    });
  });

  it.each(['codedeploy', 'ecs-native'])('lets a first stack through, with %s', async (strategy) => {
    await expect(scene(undefined).guard.onEvent(asking(strategy, 'Create'))).resolves.toBeDefined();
    await expect(scene('ECS', 'INACTIVE').guard.onEvent(asking(strategy, 'Create'))).resolves.toBeDefined();
  });

  it('refuses another one, and says what was, what is to be, and both ways on', async () => {
    await expect(scene('CODE_DEPLOY').guard.onEvent(asking('ecs-native'))).rejects.toThrow(
      "service 'catalog': it was created with release strategy 'codedeploy' and is now to have 'ecs-native'. A service keeps its strategy, and nothing was changed. Either put 'codedeploy' back for this stage in platform/stages.ts; or delete stack dev-catalog and deploy it again: its data stays, and the service is away in between.",
    );
    await expect(scene('ECS').guard.onEvent(asking('codedeploy'))).rejects.toThrow(
      "created with release strategy 'ecs-native'",
    );
  });

  it('refuses it on a first stack too, beside a service that somebody made before', async () => {
    await expect(scene('CODE_DEPLOY').guard.onEvent(asking('ecs-native', 'Create'))).rejects.toThrow(
      'keeps its strategy',
    );
  });

  it('lets the stack through once ECS has changed the controller', async () => {
    await expect(scene('ECS').guard.onEvent(asking('ecs-native'))).resolves.toBeDefined();
  });

  it.each([
    [true, 'false', "was created with sessions by ECS Exec, and the stage's experiments now break its tasks"],
    [
      false,
      'true',
      "was created without sessions by ECS Exec, and the stage's experiments no longer break its tasks",
    ],
  ])('refuses other sessions under CodeDeploy than there were: %s to %s', async (had, Sessions, words) => {
    const { guard } = scene('CODE_DEPLOY', 'ACTIVE', had);
    const event = asking('codedeploy');
    const changed = { ...event, ResourceProperties: { ...event.ResourceProperties, Sessions } };
    await expect(guard.onEvent(changed)).rejects.toThrow(words);
    const kept = { ...event, ResourceProperties: { ...event.ResourceProperties, Sessions: String(had) } };
    await expect(guard.onEvent(kept)).resolves.toBeDefined();
  });

  it('asks nobody when its stack is deleted', async () => {
    const { guard, ecs } = scene('ECS');
    await guard.onEvent(asking('codedeploy', 'Delete'));
    expect(ecs.calls).toEqual([]);
  });

  it('names the strategies there are to whoever asks for another', async () => {
    await expect(scene('ECS').guard.onEvent(asking('rolling'))).rejects.toThrow(
      "release strategy 'rolling': there is none of that name, use codedeploy or ecs-native",
    );
  });
});
