import { managedAgents } from './managed-agents.ts';
import type { Task } from './task.ts';

const seconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : milliseconds / 1000;

/** A task as DescribeTasks gives it. */
export function describeTask(task: Task): Readonly<Record<string, unknown>> {
  const { props, status, cause } = task;
  const { definition, id } = props;
  const stopped = status === 'STOPPED';
  return {
    ...props.told,
    taskArn: props.arn,
    clusterArn: props.clusterArn,
    taskDefinitionArn: definition.arn,
    group: props.group,
    startedBy: props.startedBy,
    lastStatus: status,
    desiredStatus: cause === undefined ? 'RUNNING' : 'STOPPED',
    healthStatus: task.health,
    connectivity: stopped ? 'DISCONNECTED' : 'CONNECTED',
    cpu: definition.cpu,
    memory: String(definition.memoryMiB),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    attributes: [],
    tags: [],
    version: 1,
    createdAt: seconds(task.createdAt),
    startedAt: seconds(task.startedAt),
    stoppingAt: seconds(task.stoppingAt),
    executionStoppedAt: seconds(task.stoppedAt),
    stoppedAt: seconds(task.stoppedAt),
    stopCode: cause?.code,
    stoppedReason: cause?.reason,
    attachments: attachments(task),
    overrides: {
      containerOverrides: [
        {
          name: definition.container.name,
          command: props.overrides.command,
          environment: Object.entries(props.overrides.environment ?? {}).map(([name, value]) => ({
            name,
            value,
          })),
        },
      ],
      inferenceAcceleratorOverrides: [],
    },
    containers: [
      {
        containerArn: `${props.arn.replace(':task/', ':container/')}/${id.slice(0, 8)}`,
        taskArn: props.arn,
        name: definition.container.name,
        image: definition.container.image,
        lastStatus: stopped
          ? 'STOPPED'
          : status === 'PROVISIONING'
            ? 'PENDING'
            : status === 'PENDING'
              ? 'PENDING'
              : 'RUNNING',
        exitCode: task.exitCode,
        reason: cause?.code === 'TaskFailedToStart' ? cause.reason : undefined,
        healthStatus: task.health,
        managedAgents: managedAgents(task),
        runtimeId: task.pid === undefined ? undefined : `${id}-${task.pid}`,
        networkBindings: [],
        networkInterfaces: task.address ? [{ attachmentId: id, privateIpv4Address: task.address.host }] : [],
      },
    ],
  };
}

function attachments({ address, props, status }: Task): readonly unknown[] {
  if (!address) return [];
  return [
    {
      id: props.id,
      type: 'ElasticNetworkInterface',
      status: status === 'STOPPED' ? 'DELETED' : 'ATTACHED',
      details: [{ name: 'privateIPv4Address', value: address.host }],
    },
  ];
}
