import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';

/** AWS's build of the OpenTelemetry collector; its configuration changes between versions, so that one is named. */
const image = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0';
const port = 4318;
/** At most. */
export const tracesAgentMiB = 160;

/** Containers of a task share their loopback. */
export const tracesUrl = `http://localhost:${port}`;

/** Whether an agent beside each serving task of the stage takes its spans. */
export function collectsTraces({ telemetry }: StageDefinition): boolean {
  return !('none' in telemetry.traces);
}

export interface TracesAgentProps {
  readonly log: logs.ILogGroup;
  /** The service it serves, as its log streams begin. */
  readonly service: string;
}

/**
 * The container that takes a task's spans and hands them to X-Ray. The task lives without it: spans are lines in the log
 * all the same, and ECS starts it again. It is bounded, so that it cannot take what the service needs.
 */
export function addTracesAgent(task: ecs.TaskDefinition, { log, service }: TracesAgentProps): void {
  task.addContainer('traces-agent', {
    image: ecs.ContainerImage.fromRegistry(image),
    command: ['--config=env:AOT_CONFIG_CONTENT'],
    essential: false,
    enableRestartPolicy: true,
    memoryLimitMiB: tracesAgentMiB,
    readonlyRootFilesystem: true,
    environment: {
      AOT_CONFIG_CONTENT: JSON.stringify(collector(Stack.of(task).region)),
      // From where on Go collects more often, rather than grow.
      GOMEMLIMIT: `${tracesAgentMiB - 40}MiB`,
    },
    logging: ecs.LogDrivers.awsLogs({
      logGroup: log,
      streamPrefix: service,
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
    }),
  });
}

/** What the agent does as the task: X-Ray's calls know no resource. */
export function grantTraces(role: iam.IRole): void {
  role.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      resources: ['*'],
    }),
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'Handing spans to X-Ray takes no resource; the two actions read nothing.',
  );
}

/** The collector's own figure for what its process takes beside the spans that it counts, and some air. */
const besideSpansMiB = 60;

/** JSON is YAML. It listens to its own task alone, and refuses spans before it runs out of memory. */
function collector(region: string): object {
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port}` } } } },
    processors: {
      memory_limiter: { check_interval: '1s', limit_mib: tracesAgentMiB - besideSpansMiB },
      batch: { timeout: '5s' },
    },
    exporters: { awsxray: { region, indexed_attributes: ['http.response.status_code'] } },
    service: {
      telemetry: { logs: { level: 'warn' } },
      pipelines: {
        traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['awsxray'] },
      },
    },
  };
}
