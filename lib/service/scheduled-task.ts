import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TaskSchedule } from '../../platform/service-definition.ts';
import { taskScheduleIn } from '../../platform/task-schedule.ts';
import { scheduledTaskGroup } from '../schedules/schedule-names.ts';
import { ScheduleRole } from '../schedules/schedule-role.ts';
import { StageSchedule } from '../schedules/stage-schedule.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import type { ServiceContext } from './service-context.ts';
import type { TaskNetwork } from './task-network.ts';

export interface ScheduledTaskProps {
  readonly context: ServiceContext;
  readonly task: {
    readonly name: string;
    readonly definition: ecs.FargateTaskDefinition;
    readonly taskRole: iam.IRole;
    readonly executionRole: iam.IRole;
  };
  readonly schedule: TaskSchedule;
  readonly place: TaskNetwork;
}

/** Runs a one-off task by the clock, on the revision that was deployed last. */
export class ScheduledTask extends Construct {
  constructor(scope: Construct, id: string, { context, task, schedule, place }: ScheduledTaskProps) {
    super(scope, id);
    const { stage, service, names, network } = context;
    const stack = Stack.of(this);
    const cluster = stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: names.cluster });
    // Not by its revision: a task that is tried again may be of the one before.
    const revisions = stack.formatArn({
      service: 'ecs',
      resource: 'task-definition',
      resourceName: `${names.familyOf(task.name)}:*`,
    });
    const role = new ScheduleRole(this, 'Role', {
      stage,
      key: network.logKey,
      may: [
        new iam.PolicyStatement({
          actions: ['ecs:RunTask'],
          resources: [revisions],
          conditions: { ArnEquals: { 'ecs:cluster': cluster } },
        }),
        new iam.PolicyStatement({
          actions: ['iam:PassRole'],
          resources: [task.taskRole.roleArn, task.executionRole.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
      ],
    });
    acknowledgeStar(
      role,
      revisions,
      'The star stands for the revisions of one family: each deployment makes a new one.',
    );
    const made = new StageSchedule(this, 'Schedule', {
      stage,
      name: `${service.name}-${task.name}`,
      description: `Shoal ${stage.name}: ${service.name} does ${task.name}`,
      ...taskScheduleIn(stage, schedule),
      role,
      target: {
        arn: cluster,
        ecsParameters: {
          taskDefinitionArn: task.definition.taskDefinitionArn,
          taskCount: 1,
          group: scheduledTaskGroup,
          // A task that must end is not interrupted, whatever the stage saves on those that serve.
          launchType: 'FARGATE',
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...place.subnetIds],
              securityGroups: [place.securityGroup.securityGroupId],
              assignPublicIp: 'DISABLED',
            },
          },
        },
      },
      patienceMinutes: 30,
    });
    made.node.addDependency(role);
  }
}
