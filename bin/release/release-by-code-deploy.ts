import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient, Service } from '@aws-sdk/client-ecs';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { deployingNow, followRelease } from '../../pipeline/operations/release/follow-release.ts';
import { operatorsOrder } from '../../pipeline/operations/release/operators-order.ts';
import { servedBefore } from '../../pipeline/operations/release/served-before.ts';
import { familyOf } from '../../pipeline/release/revision.ts';
import { whoOf } from '../../pipeline/release/who.ts';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { Refusal } from '../command.ts';
import { say } from '../terminal/say.ts';
import type { OperatorsRelease } from './operator-release.ts';

interface Parts {
  readonly ecs: ECSClient;
  readonly codedeploy: CodeDeployClient;
  readonly running: Service;
}

/** Where CodeDeploy moves the traffic. @returns the task definition that serves then */
export async function releaseByCodeDeploy(
  { verb, service, place, choose, began }: OperatorsRelease,
  { ecs, codedeploy, running }: Parts,
): Promise<string> {
  const { stage, isRehearsal, operator, here, aws } = place;
  const serving =
    running.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition ?? running.taskDefinition;
  if (serving === undefined) {
    throw new Refusal(
      `${stage.name} has no ${service} that serves: deploy it first with npx shoal deploy ${here === '' ? service : here.trim()}.`,
    );
  }
  const mark = { verb, operator, unique: randomBytes(4).toString('hex') };
  const wakingHours = 'none' in stage.sleep ? undefined : awakeWords(stage.name, stage.sleep);
  const wish = { ...mark, stage: stage.name, service, wakingHours };
  const other = await deployingNow(
    codedeploy,
    operatorsOrder({ ...wish, taskDefinition: serving }, running),
    Date.now(),
  );
  if (other !== undefined) {
    const since = other.createTime ?? new Date();
    throw new Refusal(
      `${service} is being deployed already, by ${whoOf(other)}, ${sinceWords(since.getTime(), Date.now())} (deployment ${other.deploymentId}): wait until npx shoal status${here} shows it ended, or stop it. Nothing was begun.`,
    );
  }
  const taskDefinition = await choose({
    ecs,
    serving,
    servedBefore: () => servedBefore({ ecs, codedeploy, name: familyOf(serving), serving }),
  });
  await followRelease({
    ecs,
    codedeploy,
    order: operatorsOrder({ ...wish, taskDefinition }, running),
    began: (id) =>
      began({ id, stop: `${aws} deploy stop-deployment --deployment-id ${id} --auto-rollback-enabled` }),
    pace: {
      now: Date.now,
      say,
      pause: () => sleep(isRehearsal ? 250 : 5000),
    },
  });
  return taskDefinition;
}
