import type {
  DescribeTasksRequest,
  ECSClient,
  ListTasksRequest,
  RunTaskRequest,
  Task,
} from '@aws-sdk/client-ecs';
import type { CustomResourceEvent, IsCompleteResult } from '../../../pipeline/release/custom-resource.ts';
import { createMigration } from '../../../pipeline/release/migration.ts';
import { StrictClient } from './strict-client.ts';

export const migrateRevision = (number: number): string =>
  `arn:aws:ecs:eu-central-1:000000000000:task-definition/dev-catalog-migrate:${number}`;

const taskArn = (number: number): string => `arn:aws:ecs:eu-central-1:000000000000:task/dev/${number}`;

/** ECS, in which the tasks of one family run, and CloudFormation asking for a migration. */
export class MigrationScene {
  now = Date.parse('2026-11-20T12:00:00Z');
  readonly tasks: Task[] = [];
  /** Why ECS places no task. */
  noPlace: string | undefined;
  /** How many of the next lists show nothing yet. */
  listsBehind = 0;

  readonly ecs = new StrictClient({
    ListTasks: ({ desiredStatus, family }: ListTasksRequest) => {
      if (family !== 'dev-catalog-migrate') throw new Error(`unexpected family ${family}`);
      if (this.listsBehind-- > 0) return { taskArns: [] };
      return {
        taskArns: this.tasks
          .filter((task) => task.desiredStatus === desiredStatus)
          .map((task) => task.taskArn),
      };
    },
    DescribeTasks: ({ tasks }: DescribeTasksRequest) => ({
      tasks: this.tasks.filter((task) => tasks?.includes(task.taskArn ?? '')),
    }),
    RunTask: ({ clientToken, startedBy, taskDefinition }: RunTaskRequest) => {
      if (this.noPlace !== undefined) return { tasks: [], failures: [{ reason: this.noPlace }] };
      // ECS answers the same token with the task it started for it.
      if (!this.tasks.some((task) => task.startedBy === clientToken))
        this.run(startedBy ?? '', taskDefinition ?? '');
      return { tasks: [], failures: [] };
    },
    StopTask: ({ reason }: { reason?: string }) => {
      this.change({ desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: reason });
      return {};
    },
  });
  readonly migration = createMigration({
    ecs: this.ecs as unknown as Pick<ECSClient, 'send'>,
    clock: { now: () => this.now },
  });

  run(startedBy: string, taskDefinitionArn: string): void {
    this.tasks.push({
      taskArn: taskArn(this.tasks.length + 1),
      taskDefinitionArn,
      startedBy,
      createdAt: new Date(this.now),
      desiredStatus: 'RUNNING',
      lastStatus: 'PROVISIONING',
      containers: [{ name: 'catalog' }],
    });
  }

  /** Changes the latest task. */
  change(changes: Task): void {
    const task = this.tasks.pop();
    if (task === undefined) throw new Error('no task has been started');
    this.tasks.push({ ...task, ...changes });
  }

  end(exitCode: number | undefined, changes: Task = {}): void {
    this.change({
      desiredStatus: 'STOPPED',
      lastStatus: 'STOPPED',
      containers: [exitCode === undefined ? { name: 'catalog' } : { name: 'catalog', exitCode }],
      ...changes,
    });
  }

  pass(minutes: number): void {
    this.now += minutes * 60_000;
  }

  event(number: number, before?: number, requestId = 'request-1'): CustomResourceEvent {
    const properties = (revision: number) => ({
      Cluster: 'dev',
      Container: 'catalog',
      TaskDefinition: migrateRevision(revision),
      Subnets: ['subnet-1'],
      SecurityGroups: ['sg-1'],
    });
    return {
      RequestId: requestId,
      LogicalResourceId: 'Migration',
      StackId: 'stack',
      ResourceProperties: properties(number),
      ...(before === undefined
        ? { RequestType: 'Create' }
        : {
            RequestType: 'Update',
            PhysicalResourceId: 'dev/dev-catalog-migrate',
            OldResourceProperties: properties(before),
          }),
    };
  }

  async accepted(event: CustomResourceEvent): Promise<CustomResourceEvent> {
    return { ...event, ...(await this.migration.onEvent(event)) };
  }

  ask(event: CustomResourceEvent): Promise<IsCompleteResult> {
    return this.migration.isComplete(event);
  }
}
