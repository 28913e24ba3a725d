import { createHash } from 'node:crypto';
import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';
import { describeTask } from './describe-task.ts';
import type { EcsState } from './ecs-state.ts';
import { lastPart } from './ecs-state.ts';
import { FreshTasks } from './fresh-tasks.ts';
import { page } from './page.ts';
import { startedByOf } from './started-by.ts';
import type { Task, TaskOverrides } from './task.ts';

type Operations = Readonly<Record<string, (input: PropertyReader) => unknown>>;

/** A client token stands for its first answer this many tokens long. */
const keptTokens = 1000;

/** Running single tasks, and telling of all of them. */
export function tasksApi(state: EcsState, now: () => number): Operations {
  const fresh = new FreshTasks(now);
  const byToken = new Map<string, { readonly request: string; readonly tasks: readonly Task[] }>();

  return {
    RunTask(input) {
      const token = input.text('clientToken');
      const request = createHash('sha256').update(JSON.stringify(input.raw)).digest('hex');
      const known = token === undefined ? undefined : byToken.get(token);
      if (known && known.request !== request) {
        throw new AwsError(
          'ConflictException',
          `The client token ${token} was used by a request with other parameters.`,
        );
      }
      const tasks = known?.tasks ?? run(input, state);
      if (known === undefined) for (const task of tasks) fresh.add(task);
      if (token !== undefined) byToken.set(token, { request, tasks });
      const [oldest] = byToken.keys();
      if (byToken.size > keptTokens && oldest !== undefined) byToken.delete(oldest);
      return { tasks: tasks.map(describeTask), failures: [] };
    },

    StopTask(input) {
      state.cluster(input.text('cluster'));
      const task = state.tasks.get(input.requiredText('task'));
      void task.stop({ code: 'UserInitiated', reason: input.text('reason') ?? 'Task stopped by user' });
      return { task: describeTask(task) };
    },

    DescribeTasks(input) {
      const { arn } = state.cluster(input.text('cluster'));
      const asked = input.texts('tasks');
      const found = asked.map((name) => ({ name, task: state.tasks.find(name) }));
      const here = ({ task }: { task: Task | undefined }): boolean =>
        task?.props.clusterArn === arn && !fresh.has(task);
      return {
        tasks: found.filter(here).map(({ task }) => task && describeTask(task)),
        failures: found
          .filter((each) => !here(each))
          .map(({ name }) => ({
            arn: name.startsWith('arn:') ? name : `${arn.replace(':cluster/', ':task/')}/${name}`,
            reason: 'MISSING',
          })),
      };
    },

    ListTasks(input) {
      const { arn } = state.cluster(input.text('cluster'));
      const family = input.text('family');
      const startedBy = input.text('startedBy');
      const service = input.text('serviceName');
      const desired = input.text('desiredStatus') ?? 'RUNNING';
      const tasks = state.tasks
        .in(arn)
        .filter(
          (task) =>
            !fresh.has(task) &&
            (family === undefined || task.props.definition.family === family) &&
            (startedBy === undefined || task.props.startedBy === startedBy) &&
            (service === undefined || task.props.group === `service:${lastPart(service)}`) &&
            (task.cause === undefined ? 'RUNNING' : 'STOPPED') === desired,
        );
      return page(
        input,
        'taskArns',
        tasks.map(({ props }) => props.arn),
        100,
      );
    },
  };
}

function run(input: PropertyReader, state: EcsState): readonly Task[] {
  const cluster = state.cluster(input.text('cluster'));
  const definition = state.definitions.get(input.requiredText('taskDefinition'));
  const count = input.number('count') ?? 1;
  if (count < 1 || count > 10)
    throw new AwsError('InvalidParameterException', 'count should be between 1 and 10');
  const overrides = overridesOf(input, definition.container.name);
  const startedBy = startedByOf(input);
  const { launchType, capacityProviderStrategy } = input.raw;
  const enableExecuteCommand = input.flag('enableExecuteCommand') ?? false;
  const tasks = Array.from({ length: count }, () =>
    state.tasks.add({
      clusterName: cluster.name,
      clusterArn: cluster.arn,
      definition,
      group: input.text('group') ?? `family:${definition.family}`,
      ...(startedBy !== undefined && { startedBy }),
      overrides,
      told: { launchType, capacityProviderStrategy, enableExecuteCommand },
    }),
  );
  for (const task of tasks) void task.start();
  return tasks;
}

function overridesOf(input: PropertyReader, container: string): TaskOverrides {
  const overrides = input.object('overrides');
  overrides?.refuseOthers(['containerOverrides', 'cpu', 'memory', 'taskRoleArn', 'executionRoleArn']);
  const own = overrides?.objects('containerOverrides') ?? [];
  for (const override of own) {
    override.refuseOthers(['name', 'command', 'environment', 'cpu', 'memory', 'memoryReservation']);
    if (override.text('name') !== container) {
      throw new AwsError(
        'InvalidParameterException',
        `Override for container named ${override.text('name')} is not a container in the TaskDefinition: ${container} is.`,
      );
    }
  }
  const [override] = own;
  if (!override) return {};
  const pairs = override
    .objects('environment')
    .map((pair) => [pair.requiredText('name'), pair.requiredText('value')]);
  return {
    ...(override.has('command') && { command: override.texts('command') }),
    environment: Object.fromEntries(pairs),
  };
}
