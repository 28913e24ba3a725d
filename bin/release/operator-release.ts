import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECSClient, type TaskDefinition } from '@aws-sdk/client-ecs';
import { serviceOf } from '../../pipeline/operations/doctor/gather-ecs.ts';
import { revisionOf } from '../../pipeline/release/revision.ts';
import { Refusal } from '../command.ts';
import { type OperatedStage, operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { releaseByCodeDeploy } from './release-by-code-deploy.ts';
import { releaseNatively } from './release-natively.ts';

export interface OperatorsRelease {
  readonly verb: 'rollback' | 'restart';
  readonly service: string;
  readonly place: OperatedStage;
  /** Chosen once the service is known; what it refuses, nothing was begun for. */
  readonly choose: (parts: ReleaseChoice) => Promise<string>;
  /** Told what goes on without this process, and how to take it back. */
  readonly began: (deployment: BegunRelease) => void;
}

export interface ReleaseChoice {
  readonly ecs: ECSClient;
  /** The task definition that serves. */
  readonly serving: string;
  /** @returns nothing where only this one ever served */
  readonly servedBefore: () => Promise<TaskDefinition | undefined>;
}

export interface BegunRelease {
  readonly id: string;
  /** What to paste to have it taken back. */
  readonly stop: string;
}

export interface ReleaseTyped extends Pick<OperatorsRelease, 'verb' | 'service' | 'choose'> {
  readonly asked: Parameters<typeof operatedStage>[0];
}

/** Brings a revision by an ordinary release, as a deployment of the stack would, and tells how it went. */
export async function operatorRelease({ asked, ...release }: ReleaseTyped): Promise<number> {
  let begun: BegunRelease | undefined;
  const here = asked.stage === undefined ? '' : ` --stage ${asked.stage}`;
  return operating(
    () => leftOf(begun, release.service, here),
    async () => {
      const place = await operatedStage(asked);
      const began = (deployment: BegunRelease): void => {
        begun = deployment;
      };
      await bring({ ...release, place, began });
      return 0;
    },
  );
}

async function bring(release: OperatorsRelease): Promise<void> {
  const { service, place } = release;
  const { stage, settings, here } = place;
  const ecs = new ECSClient(settings);
  const running = await serviceOf(ecs, stage.name, service);
  if (running === undefined) {
    throw new Refusal(
      `${stage.name} has no ${service} that serves: deploy it first with npx shoal deploy ${here === '' ? service : here.trim()}.`,
    );
  }
  const brought =
    running.deploymentController?.type === 'CODE_DEPLOY'
      ? await releaseByCodeDeploy(release, { ecs, codedeploy: new CodeDeployClient(settings), running })
      : await releaseNatively(release, { ecs, running });
  process.stdout.write(`${revisionOf(brought)} has all the traffic of ${service} in ${stage.name}.\n`);
}

/** What Ctrl-C, or a network that is gone, leaves behind. */
function leftOf(begun: BegunRelease | undefined, service: string, here: string): string {
  return begun === undefined
    ? 'Nothing was begun.'
    : `Deployment ${begun.id} goes on without this command: npx shoal status${here} --watch shows it, npx shoal doctor ${service}${here} says how it ended, and ${begun.stop} takes it back.`;
}
