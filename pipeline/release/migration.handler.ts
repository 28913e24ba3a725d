import { ECSClient } from '@aws-sdk/client-ecs';
import { systemClock } from './clock.ts';
import { createMigration } from './migration.ts';

export const { onEvent, isComplete } = createMigration({ ecs: new ECSClient({}), clock: systemClock });
