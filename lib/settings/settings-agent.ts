import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** AWS publishes the agent under its major version; ECS pins the digest that it finds for each deployment. */
const image = 'public.ecr.aws/aws-appconfig/aws-appconfig-agent:2.x';
const port = 2772;
/** At most. */
export const settingsAgentMiB = 96;

export interface SettingsAgentProps {
  readonly log: logs.ILogGroup;
  /** The service it serves, as its log streams begin. */
  readonly service: string;
}

/**
 * The container that keeps a task's settings at hand. The task lives without it: the last values hold, and ECS starts
 * it again. It is bounded, so that it cannot take what the service needs.
 */
export function addSettingsAgent(task: ecs.TaskDefinition, { log, service }: SettingsAgentProps): void {
  task.addContainer('settings-agent', {
    image: ecs.ContainerImage.fromRegistry(image),
    essential: false,
    enableRestartPolicy: true,
    memoryLimitMiB: settingsAgentMiB,
    readonlyRootFilesystem: true,
    environment: { POLL_INTERVAL: '15', LOG_LEVEL: 'warn', HTTP_PORT: String(port) },
    logging: ecs.LogDrivers.awsLogs({
      logGroup: log,
      streamPrefix: service,
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
    }),
  });
}

/** Containers of a task share their loopback. */
export function settingsUrl(path: string): string {
  return `http://localhost:${port}${path}`;
}
