import { ECSClient } from '@aws-sdk/client-ecs';
import { createStrategyGuard } from './strategy-guard.ts';

/** Nobody asks again after a failure here, so the client does when ECS throttles. */
export const { onEvent } = createStrategyGuard({ ecs: new ECSClient({ maxAttempts: 10 }) });
