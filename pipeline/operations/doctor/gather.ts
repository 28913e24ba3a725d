import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient, Service, Task } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { awakeWords, isAwakeAt } from '../../../platform/stage/sleep.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import type { EcsEvidence, Evidence } from './evidence.ts';
import { firingOf } from './gather-alarms.ts';
import { deploymentEvidenceOf, groupOf } from './gather-deployments.ts';
import { idOf, serviceOf, stoppedTasksOf, tasksOf } from './gather-ecs.ts';
import { linesOf } from './gather-lines.ts';
import { stackEvidenceOf } from './gather-stack.ts';
import { targetEvidenceOf } from './gather-targets.ts';
import { recentOnly } from './recent-only.ts';

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
  readonly aws: string;
  readonly now: number;
  /** Whether the stage's domain matters: the rehearsal answers for every name. */
  readonly isRehearsal: boolean;
}

/** Asks AWS for all that the rules look at; nothing is changed. */
export async function gather(clients: DoctorClients, patient: Patient): Promise<Evidence> {
  const { stage, service, here, aws, now, isRehearsal } = patient;
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
  const [targets, alarms] = await Promise.all([
    targetEvidenceOf(clients.elb, { names: [`${name}-blue`, `${name}-green`], group }),
    firingOf(
      clients.cloudwatch,
      (group?.alarmConfiguration?.alarms ?? []).flatMap((alarm) => alarm.name ?? []),
    ),
  ]);
  const evidence = recentOnly({
    stage: stage.name,
    service: service.name,
    here,
    aws,
    now,
    ...('none' in stage.sleep || isAwakeAt(stage.sleep, now)
      ? {}
      : { sleeping: awakeWords(stage.name, stage.sleep) }),
    ...('none' in stage.domain || isRehearsal ? {} : { domain: stage.domain }),
    ...(ecsService === undefined ? {} : { ecs: ecsEvidenceOf(ecsService, service) }),
    stopped: stoppedTasksOf([...stopped, ...migrations]),
    targets,
    deployments,
    ...(stack === undefined ? {} : { stack }),
    alarms,
  });
  const lines = await linesOf(clients.logs, {
    group: `/shoal/${stage.name}/${service.name}`,
    service: service.name,
    taskIds: tellingTasks({ running, stopped: evidence.stopped, targets }),
  });
  return { ...evidence, lines };
}

function ecsEvidenceOf(running: Service, { healthPath, port }: ServiceDefinition): EcsEvidence {
  const primary = running.taskSets?.find(({ status }) => status === 'PRIMARY');
  return {
    desired: running.desiredCount ?? 0,
    running: running.runningCount ?? 0,
    pending: running.pendingCount ?? 0,
    healthPath,
    port,
    serving: primary?.taskDefinition ?? running.taskDefinition,
    remarks: (running.events ?? []).map(({ createdAt, message }) => ({
      at: createdAt?.getTime() ?? 0,
      message: message ?? '',
    })),
  };
}

/** Whose log says most: those that are sick now, then those that ended. What is well has nothing to say. */
function tellingTasks(found: {
  readonly running: readonly Task[];
  readonly stopped: Evidence['stopped'];
  readonly targets: Evidence['targets'];
}): readonly string[] {
  const sick = new Set(
    found.targets.flatMap(({ targets }) =>
      targets.filter(({ state }) => state === 'unhealthy').map(({ address }) => address),
    ),
  );
  const isSick = ({ attachments = [] }: Task): boolean =>
    attachments.some(({ details = [] }) => details.some(({ value = '' }) => sick.has(value)));
  return [
    ...found.running.filter(isSick).map(({ taskArn }) => idOf(taskArn)),
    ...found.stopped.map(({ id }) => id),
  ];
}
