import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { systemClock } from './clock.ts';
import { createNativeRelease } from './native-release.ts';
import { createRelease } from './release.ts';
import { createReleaseByStrategy } from './release-by-strategy.ts';

const ecs = new ECSClient({});

export const { onEvent, isComplete } = createReleaseByStrategy({
  codedeploy: createRelease({ ecs, codedeploy: new CodeDeployClient({}), clock: systemClock }),
  'ecs-native': createNativeRelease({ ecs, clock: systemClock }),
});
