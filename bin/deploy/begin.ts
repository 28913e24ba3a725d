import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { StageDefinition } from '../../platform/stages.ts';
import { refuseWhileDeployed } from '../release/under-way.ts';
import { callerFor } from '../stage/caller.ts';
import { claimStage, type StageClaim } from './stage-claim.ts';

/** What comes before all else of a deployment: whose credentials these are, and whether somebody deploys already. */
export async function beginDeployment(
  stage: StageDefinition,
  say: (sentence: string) => void,
): Promise<StageClaim> {
  const { account, name, settings } = await callerFor(stage);
  say(`${stage.name} in account ${account}, ${stage.region}, as ${name}`);
  const now = Date.now();
  await refuseWhileDeployed(new CloudFormationClient(settings), { stage: stage.name, what: 'deploy', now });
  return claimStage({
    ssm: new SSMClient(settings),
    stage: stage.name,
    region: stage.region,
    operator: name,
    now: Date.now,
    say,
  });
}
