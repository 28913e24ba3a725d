import type { Task } from './task.ts';

/**
 * The agent for sessions of each container, where a task takes some: it runs once the container does. There is none
 * here; it is told of so that who chooses a task by it chooses as on AWS.
 */
export function managedAgents({ props, status, startedAt }: Task): readonly object[] | undefined {
  if (props.told.enableExecuteCommand !== true) return undefined;
  return [
    {
      name: 'ExecuteCommandAgent',
      lastStatus: status === 'STOPPED' ? 'STOPPED' : startedAt === undefined ? 'PENDING' : 'RUNNING',
      lastStartedAt: startedAt === undefined ? undefined : startedAt / 1000,
    },
  ];
}
