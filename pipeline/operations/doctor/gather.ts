import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { awakeWords, isAwakeAt } from '../../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { Evidence } from './evidence.ts';
import { firingOf } from './gather-alarms.ts';
import { deploymentEvidenceOf, groupOf } from './gather-deployments.ts';
import { idOf, serviceOf, stoppedTasksOf, tasksOf } from './gather-ecs.ts';
import { linesOf } from './gather-lines.ts';
import { stackEvidenceOf } from './gather-stack.ts';
import { targetEvidenceOf } from './gather-targets.ts';

export interface DoctorClients {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly cloudformation: Pick<CloudFormationClient, 'send'>;
  readonly elb: Pick<ElasticLoadBalancingV2Client, 'send'>;
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly cloudwatch: Pick<CloudWatchClient, 'send'>;
}

export interface Patient {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly here: string;
  readonly now: number;
  /** Whether the stage's domain matters: the rehearsal answers for every name. */
  readonly isRehearsal: boolean;
}

/** Asks AWS for all that the rules look at; nothing is changed. */
export async function gather(clients: DoctorClients, patient: Patient): Promise<Evidence> {
  const { stage, service, here, now, isRehearsal } = patient;
  const cluster = stage.name;
  const name = `${stage.name}-${service.name}`;
  const ecsService = await serviceOf(clients.ecs, cluster, service.name);
  const [running, stopped, migrations, group, deployments, stack] = await Promise.all([
    ecsService === undefined
      ? []
      : tasksOf(clients.ecs, { cluster, serviceName: service.name, desiredStatus: 'RUNNING' }),
    ecsService === undefined
      ? []
      : tasksOf(clients.ecs, { cluster, serviceName: service.name, desiredStatus: 'STOPPED' }),
    ecsService === undefined
      ? []
      : tasksOf(clients.ecs, { cluster, family: `${name}-migrate`, desiredStatus: 'STOPPED' }),
    groupOf(clients.codedeploy, name),
    deploymentEvidenceOf(clients.codedeploy, { name, now }),
    stackEvidenceOf(clients.cloudformation, name),
  ]);
  const ended = stoppedTasksOf([...stopped, ...migrations]);
  const youngest = [...running].sort(
    (left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0),
  );
  const [targets, alarms, lines] = await Promise.all([
    targetEvidenceOf(clients.elb, { names: [`${name}-blue`, `${name}-green`], group }),
    firingOf(
      clients.cloudwatch,
      (group?.alarmConfiguration?.alarms ?? []).flatMap((alarm) => alarm.name ?? []),
    ),
    linesOf(clients.logs, {
      group: `/shoal/${stage.name}/${service.name}`,
      service: service.name,
      taskIds: [...ended.map(({ id }) => id), ...youngest.map(({ taskArn }) => idOf(taskArn))],
    }),
  ]);
  return {
    stage: stage.name,
    service: service.name,
    here,
    now,
    ...('none' in stage.sleep || isAwakeAt(stage.sleep, now)
      ? {}
      : { sleeping: awakeWords(stage.name, stage.sleep) }),
    ...('none' in stage.domain || isRehearsal ? {} : { domain: stage.domain }),
    ...(ecsService === undefined
      ? {}
      : {
          ecs: {
            desired: ecsService.desiredCount ?? 0,
            running: ecsService.runningCount ?? 0,
            pending: ecsService.pendingCount ?? 0,
            healthPath: service.healthPath,
            port: service.port,
            serving:
              ecsService.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition ??
              ecsService.taskDefinition,
            remarks: (ecsService.events ?? []).map(({ createdAt, message }) => ({
              at: createdAt?.getTime() ?? 0,
              message: message ?? '',
            })),
          },
        }),
    stopped: ended,
    targets,
    deployments,
    ...(stack === undefined ? {} : { stack }),
    alarms,
    lines,
  };
}
