import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { createAfterTestTraffic } from './after-test-traffic.ts';
import { hookParts } from './hook-parts.ts';

export const handler = createAfterTestTraffic({
  codedeploy: new CodeDeployClient({ maxAttempts: 10 }),
  ...hookParts,
});
