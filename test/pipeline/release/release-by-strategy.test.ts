import { describe, expect, it } from '@jest/globals';
import type { AsynchronousResource, CustomResourceEvent } from '../../../pipeline/release/custom-resource.ts';
import { createReleaseByStrategy } from '../../../pipeline/release/release-by-strategy.ts';

const named = (name: string): AsynchronousResource => ({
  onEvent: async () => ({ PhysicalResourceId: name }),
  isComplete: async () => ({ IsComplete: true, Data: { by: name } }),
});

const release = createReleaseByStrategy({ codedeploy: named('CodeDeploy'), 'ecs-native': named('ECS') });

function event(
  Strategy: string,
  RequestType: CustomResourceEvent['RequestType'] = 'Update',
): CustomResourceEvent {
  return {
    RequestType,
    RequestId: 'request-1',
    LogicalResourceId: 'Release',
    StackId: 'arn:aws:cloudformation:eu-central-1:1:stack/dev-catalog/guid',
    PhysicalResourceId: 'dev/catalog',
    ResourceProperties: { Strategy },
  };
}

describe('Custom::Release', () => {
  it.each([
    ['codedeploy', 'CodeDeploy'],
    ['ecs-native', 'ECS'],
  ])('is served by its strategy: %s', async (strategy, by) => {
    expect(await release.onEvent(event(strategy))).toEqual({ PhysicalResourceId: by });
    expect(await release.isComplete(event(strategy))).toEqual({ IsComplete: true, Data: { by } });
  });

  it('is deleted without asking anybody', async () => {
    expect(await release.onEvent(event('', 'Delete'))).toEqual({ PhysicalResourceId: 'dev/catalog' });
    expect(await release.isComplete(event('', 'Delete'))).toEqual({ IsComplete: true });
  });
});
