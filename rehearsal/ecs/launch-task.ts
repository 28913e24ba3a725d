import { join } from 'node:path';
import type { Address, AddressBook } from '../addresses.ts';
import type { ChildHandle, ProcessBook } from '../processes.ts';
import type { TaskProps } from './task.ts';
import { type TaskEnvironmentProps, taskEnvironment } from './task-environment.ts';

/** What a task needs of the rest of the rehearsal. */
export interface TaskParts {
  readonly processes: Pick<ProcessBook, 'spawn'>;
  readonly addresses: Pick<AddressBook, 'claim' | 'release'>;
  /** Finds the folder an image's name stands for; rejects with what to do where there is none. */
  readonly images: { resolve(imageUri: string): Promise<{ readonly directory: string }> };
  readonly groups: { write(group: string, stream: string, line: string): void };
  readonly valueOf: TaskEnvironmentProps['valueOf'];
  readonly environment: TaskEnvironmentProps['rehearsal'];
  readonly now: () => number;
}

export interface LaunchedTask {
  readonly child: ChildHandle;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface LaunchListener {
  claimed(address: Address): void;
  line(line: string): void;
}

/** Under which a task's address stands in the address book. */
export function addressName(taskId: string): string {
  return `task ${taskId}`;
}

/** Starts a task's process; rejects with a reason as ECS words it. */
export async function launchTask(
  { id, definition, overrides }: TaskProps,
  parts: TaskParts,
  listener: LaunchListener,
): Promise<LaunchedTask> {
  const { container, family } = definition;
  const { directory } = await parts.images.resolve(container.image).catch((error: Error) => {
    throw new Error(`CannotPullContainerError: ${error.message}`);
  });
  const address =
    container.port === undefined ? undefined : await parts.addresses.claim(addressName(id), container.port);
  if (address) listener.claimed(address);
  const env = await taskEnvironment({
    container,
    overrides: overrides.environment ?? {},
    address,
    valueOf: parts.valueOf,
    rehearsal: parts.environment,
  });
  const [file = '', ...args] = overrides.command ?? container.command;
  const { log } = container;
  const stream = `${log?.streamPrefix}/${container.name}/${id}`;
  const child = await parts.processes
    .spawn({
      name: `${family} task ${id.slice(0, 8)}`,
      command: process.execPath,
      args: [join(directory, file), ...args],
      env,
      cwd: directory,
      stopTimeoutMs: container.stopTimeoutSeconds * 1000,
      onLine: (line) => {
        listener.line(line);
        if (log) parts.groups.write(log.group, stream, line);
      },
    })
    .catch((error: Error) => {
      throw new Error(`CannotStartContainerError: ${error.message}`);
    });
  return { child, env, cwd: directory };
}
