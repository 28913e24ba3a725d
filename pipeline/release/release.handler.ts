import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient } from '@aws-sdk/client-ecs';
import { systemClock } from './clock.ts';
import { createRelease } from './release.ts';

export const { onEvent, isComplete } = createRelease({
  ecs: new ECSClient({}),
  codedeploy: new CodeDeployClient({}),
  clock: systemClock,
});
