import { setTimeout as sleep } from 'node:timers/promises';
import type { ECSClient, Service } from '@aws-sdk/client-ecs';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { followNative } from '../../pipeline/operations/release/follow-native.ts';
import { servedBeforeNatively } from '../../pipeline/operations/release/served-before-natively.ts';
import type { NativeOrder } from '../../pipeline/release/native-order.ts';
import { createServiceDeployments, isGoing } from '../../pipeline/release/service-deployments.ts';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { Refusal } from '../command.ts';
import { say } from '../terminal/say.ts';
import type { OperatorsRelease } from './operator-release.ts';

interface Parts {
  readonly ecs: ECSClient;
  readonly running: Service;
}

/** Where ECS moves the traffic. @returns the task definition that serves then */
export async function releaseNatively(
  { verb, service, place, choose, began }: OperatorsRelease,
  { ecs, running }: Parts,
): Promise<string> {
  const { stage, isRehearsal, here, aws } = place;
  const cluster = stage.name;
  const deployments = createServiceDeployments(ecs);
  const revisions = (running.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
  const [serving = running.taskDefinition] = await deployments.taskDefinitionsOf(revisions);
  if (serving === undefined) {
    throw new Refusal(
      `${service} serves nothing in ${cluster}: npx shoal doctor ${service}${here} says why.`,
    );
  }
  const order: NativeOrder = {
    name: service,
    cluster,
    service,
    taskDefinition: serving,
    creates: false,
    wakingHours: 'none' in stage.sleep ? undefined : awakeWords(cluster, stage.sleep),
    // An operator is told at once what CloudFormation would wait for.
    requestedAt: 0,
  };
  const other = await deployments.newest(order);
  if (other !== undefined && isGoing(other)) {
    throw new Refusal(
      `${service} is being deployed already, ${sinceWords(other.createdAt, Date.now())}; ECS does not tell by whom (deployment ${other.arn}): wait until npx shoal status${here} shows it ended, or stop it. Nothing was begun.`,
    );
  }
  if (running.desiredCount === 0) {
    throw new Refusal(
      `${service} has no tasks in ${cluster}, so that nothing would prove what a ${verb} brings: npx shoal wake${here} first. Nothing was begun.`,
    );
  }
  const taskDefinition = await choose({
    ecs,
    serving,
    servedBefore: () => servedBeforeNatively({ ecs, cluster, service, serving }),
  });
  await followNative({
    ecs,
    order: { ...order, taskDefinition },
    began: (id) =>
      began({
        id,
        stop: `${aws} ecs stop-service-deployment --service-deployment-arn ${id} --stop-type ROLLBACK`,
      }),
    pace: {
      now: Date.now,
      say,
      pause: () => sleep(isRehearsal ? 250 : 5000),
    },
  });
  return taskDefinition;
}
