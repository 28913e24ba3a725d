import * as iam from 'aws-cdk-lib/aws-iam';
import type { Experiment, TaskFault } from '../../platform/stage/experiments.ts';
import { serviceNames } from '../service/service-names.ts';
import type { ExperimentPlan, Laboratory } from './experiment-plan.ts';

type OfKind<Kind> = Extract<Experiment, { readonly kind: Kind }>;

export function stopTasks(
  { service, percent }: OfKind<'stop-tasks'>,
  laboratory: Laboratory,
): ExperimentPlan {
  const { arn, ...found } = tasksOf(service, `PERCENT(${percent})`, laboratory);
  return {
    description: `Stops ${percent} % of the tasks of ${service}: others take their requests, and new ones come`,
    targets: found.targets,
    actions: { stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'tasks' } } },
    permissions: [
      ...found.permissions,
      new iam.PolicyStatement({ actions: ['ecs:StopTask'], resources: [arn] }),
    ],
    stars: found.stars,
  };
}

export function delayNetwork(experiment: OfKind<'delay-network'>, laboratory: Laboratory): ExperimentPlan {
  const { service, milliseconds } = experiment;
  return faultInTasks(experiment, laboratory, {
    description: `Delays what the tasks of ${service} send by ${milliseconds} ms: callers go on without it, or wait no longer than they promised`,
    actionId: 'aws:ecs:task-network-latency',
    parameters: { delayMilliseconds: String(milliseconds), ...onFargate },
  });
}

export function losePackets(experiment: OfKind<'lose-packets'>, laboratory: Laboratory): ExperimentPlan {
  const { service, percent } = experiment;
  return faultInTasks(experiment, laboratory, {
    description: `Loses ${percent} % of what the tasks of ${service} send: connections slow down and some calls are made again`,
    actionId: 'aws:ecs:task-network-packet-loss',
    parameters: { lossPercent: String(percent), ...onFargate },
  });
}

export function exhaustCpu(experiment: OfKind<'exhaust-cpu'>, laboratory: Laboratory): ExperimentPlan {
  const { service, percent } = experiment;
  return faultInTasks(experiment, laboratory, {
    description: `Takes ${percent} % of the processor from the tasks of ${service}: answers slow down and scaling brings more tasks`,
    actionId: 'aws:ecs:task-cpu-stress',
    parameters: { percent: String(percent) },
  });
}

/** Fargate takes faults of the network through its own endpoint, and from nobody else. */
const onFargate = { useEcsFaultInjectionEndpoints: 'true' };

interface Fault {
  readonly description: string;
  readonly actionId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** By an SSM command to the agent beside each task, which `fault-agent.ts` puts there. */
function faultInTasks(
  { service, minutes }: TaskFault,
  laboratory: Laboratory,
  { description, actionId, parameters }: Fault,
): ExperimentPlan {
  const { stack, stage } = laboratory;
  const { targets, permissions, stars } = tasksOf(service, 'ALL', laboratory);
  const documents = stack.formatArn({
    service: 'ssm',
    account: '',
    resource: 'document',
    resourceName: 'AWSFIS-Run-*',
  });
  const agents = stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: '*' });
  return {
    description,
    targets,
    actions: {
      fault: {
        actionId,
        parameters: { duration: `PT${minutes}M`, ...parameters },
        targets: { Tasks: 'tasks' },
      },
    },
    permissions: [
      ...permissions,
      new iam.PolicyStatement({ actions: ['ssm:SendCommand'], resources: [documents] }),
      new iam.PolicyStatement({
        actions: ['ssm:SendCommand'],
        resources: [agents],
        conditions: {
          StringEquals: { 'ssm:resourceTag/FAULT_INJECTION_SIDECAR': 'true' },
          StringLike: {
            'ssm:resourceTag/ECS_TASK_ARN': `*:task/${serviceNames(stage.name, service).cluster}/*`,
          },
        },
      }),
      new iam.PolicyStatement({ actions: ['ssm:CancelCommand', 'ssm:ListCommands'], resources: ['*'] }),
    ],
    stars: [
      ...stars,
      {
        arn: documents,
        reason:
          'AWS keeps one document for each of its faults under this prefix, and changes which of them an action takes; all of them are faults of this service.',
      },
      {
        arn: agents,
        reason:
          'Agents register when their task starts, so their ids are not known; the condition beside it admits those alone that stand beside a task of this cluster.',
      },
      {
        arn: '*',
        reason:
          'ssm:ListCommands and ssm:CancelCommand know no resource that an experiment could name; the commands they reach were sent by whoever may send them.',
      },
    ],
  };
}

/** FIS finds the tasks by cluster and service when the experiment starts. */
function tasksOf(
  service: string,
  selectionMode: string,
  { stack, stage }: Laboratory,
): Pick<ExperimentPlan, 'targets' | 'permissions' | 'stars'> & { readonly arn: string } {
  const names = serviceNames(stage.name, service);
  const arn = stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${names.cluster}/*` });
  const cluster = stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: names.cluster });
  return {
    arn,
    targets: {
      tasks: {
        resourceType: 'aws:ecs:task',
        parameters: { cluster: names.cluster, service: names.service },
        selectionMode,
      },
    },
    permissions: [
      new iam.PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: [arn] }),
      new iam.PolicyStatement({
        actions: ['ecs:ListTasks'],
        resources: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': cluster } },
      }),
    ],
    stars: [
      {
        arn,
        reason:
          'The id of a task is made when it starts: an experiment finds it by cluster and service, so its role reaches the tasks of this one cluster.',
      },
      {
        arn: '*',
        reason:
          'ecs:ListTasks knows only container instances, which Fargate has none of; the condition confines it to the one cluster.',
      },
    ],
  };
}
