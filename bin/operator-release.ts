import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient, type Service } from '@aws-sdk/client-ecs';
import { ago } from '../pipeline/operations/ago.ts';
import { serviceOf } from '../pipeline/operations/doctor/gather-ecs.ts';
import { deployingNow, followRelease } from '../pipeline/operations/release/follow-release.ts';
import { operatorsOrder } from '../pipeline/operations/release/operators-order.ts';
import { revisionOf } from '../pipeline/release/revision.ts';
import { whoOf } from '../pipeline/release/who.ts';
import { awakeWords } from '../platform/stage/sleep.ts';
import { Refusal } from './command.ts';
import type { OperatedStage } from './operated-stage.ts';

export interface OperatorsRelease {
  readonly verb: 'rollback' | 'restart';
  readonly service: string;
  readonly place: OperatedStage;
  /** Chosen once the service is known; what it refuses, nothing was begun for. */
  readonly choose: (parts: ReleaseChoice) => Promise<string>;
  /** Told the deployment that goes on without this process. */
  readonly began: (deploymentId: string) => void;
}

export interface ReleaseChoice {
  readonly ecs: ECSClient;
  readonly codedeploy: CodeDeployClient;
  /** The task definition that serves. */
  readonly serving: string;
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** Brings a revision by an ordinary release, as a deployment of the stack would, and tells how it went. */
export async function operatorRelease({
  verb,
  service,
  place,
  choose,
  began,
}: OperatorsRelease): Promise<void> {
  const { stage, settings, isRehearsal, operator, here } = place;
  const ecs = new ECSClient(settings);
  const codedeploy = new CodeDeployClient(settings);
  const running = await serviceOf(ecs, stage.name, service);
  const serving = servingIn(running);
  if (running === undefined || serving === undefined) {
    throw new Refusal(
      `${stage.name} has no ${service} that serves: deploy it first with npx shoal deploy ${here === '' ? service : here.trim()}.`,
    );
  }
  if (running.deploymentController?.type !== 'CODE_DEPLOY') {
    throw new Refusal(
      `ECS itself moves the traffic of ${service} in ${stage.name}, and ${verb} knows only CodeDeploy: aws ecs update-service --cluster ${stage.name} --service ${service} ${verb === 'restart' ? '--force-new-deployment' : '--task-definition <revision>'} does it. Nothing was begun.`,
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
      `${service} is being deployed already, by ${whoOf(other)}, since ${since.toISOString().slice(11, 19)}Z, ${ago(Date.now() - since.getTime())} (deployment ${other.deploymentId}): wait until npx shoal status${here} shows it ended, or stop it. Nothing was begun.`,
    );
  }
  const taskDefinition = await choose({ ecs, codedeploy, serving });
  await followRelease({
    ecs,
    codedeploy,
    order: operatorsOrder({ ...wish, taskDefinition }, running),
    began,
    pace: { now: Date.now, say, pause: () => sleep(isRehearsal ? 250 : 5000) },
  });
  process.stdout.write(`${revisionOf(taskDefinition)} has all the traffic of ${service} in ${stage.name}.\n`);
}

function servingIn(service: Service | undefined): string | undefined {
  return (
    service?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition ?? service?.taskDefinition
  );
}

/** What Ctrl-C, or a network that is gone, leaves behind. */
export function leftOf(deploymentId: string | undefined, service: string, here: string): string {
  return deploymentId === undefined
    ? 'Nothing was begun.'
    : `Deployment ${deploymentId} goes on without this command: npx shoal status${here} --watch shows it, npx shoal doctor ${service}${here} says how it ended, and aws deploy stop-deployment --deployment-id ${deploymentId} --auto-rollback-enabled takes it back.`;
}
