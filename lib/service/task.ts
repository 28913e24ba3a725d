import { Aws, Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { environmentNames } from '../../platform/environment-names.ts';
import { taskSizeIn } from '../../platform/stage/task-sizes.ts';
import { addSettingsAgent } from '../settings/settings-agent.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import type { Environment } from './environment.ts';
import { stopTimeoutSeconds } from './health-check.ts';
import { heapBound } from './heap-bound.ts';
import type { ServiceContext } from './service-context.ts';
import { addTracesAgent } from './traces-agent.ts';

/** `nonroot` of the distroless images. */
const user = '65532';

/** The only places ECS Exec's agent writes to; all else is read-only. */
const scratch = { 'exec-state': '/var/lib/amazon', 'exec-log': '/var/log/amazon' } as const;

export interface TaskProps {
  readonly family: string;
  readonly command: readonly string[];
  readonly environment: Environment;
  readonly secrets?: Readonly<Record<string, ecs.Secret>>;
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
  readonly log: logs.ILogGroup;
  /** Whether the agent stands beside it that tells its settings. */
  readonly settings: boolean;
  /** Whether the agent stands beside it that takes its spans. @default - it does not */
  readonly traces?: boolean;
}

/** A container named as its service, in a task of the size that the stage gives it, or else the service asks for. */
export function task(
  scope: Construct,
  id: string,
  context: ServiceContext,
  props: TaskProps,
): ecs.FargateTaskDefinition {
  const { service, stage, image } = context;
  const size = taskSizeIn(stage, service);
  const definition = new ecs.FargateTaskDefinition(scope, id, {
    family: props.family,
    cpu: size.cpu,
    memoryLimitMiB: size.memoryMiB,
    runtimePlatform: {
      cpuArchitecture: ecs.CpuArchitecture.ARM64,
      operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
    },
    taskRole: props.taskRole,
    executionRole: props.executionRole,
    volumes: Object.keys(scratch).map((name) => ({ name })),
  });
  const container = definition.addContainer(service.name, {
    image: ecs.ContainerImage.fromRegistry(
      `${image.account ?? Aws.ACCOUNT_ID}.dkr.ecr.${stage.region}.amazonaws.com/${image.repository}:${image.tag}`,
    ),
    command: [...props.command],
    environment: { ...props.environment, [environmentNames.nodeOptions]: heapBound(context, props) },
    ...(props.secrets === undefined ? {} : { secrets: { ...props.secrets } }),
    user,
    readonlyRootFilesystem: true,
    // A first process of its own reaps what an exec session leaves behind.
    linuxParameters: new ecs.LinuxParameters(definition, 'Linux', { initProcessEnabled: true }),
    stopTimeout: Duration.seconds(stopTimeoutSeconds),
    portMappings: [{ containerPort: service.port }],
    logging: ecs.LogDrivers.awsLogs({
      logGroup: props.log,
      streamPrefix: service.name,
      // A slow log must not stop a service from answering.
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
    }),
  });
  container.addMountPoints(
    ...Object.entries(scratch).map(([sourceVolume, containerPath]) => ({
      sourceVolume,
      containerPath,
      readOnly: false,
    })),
  );
  if (props.settings) addSettingsAgent(definition, { log: props.log, service: service.name });
  if (props.traces === true) addTracesAgent(definition, { log: props.log, service: service.name });
  acknowledge(
    definition,
    'ECS2',
    'The variables say where things are and as whom to sign in. What is secret comes from Secrets Manager and Parameter Store, by reference.',
  );
  return definition;
}
