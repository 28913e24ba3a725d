import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { isOfNoStack } from '../../pipeline/guards/stack-states.ts';
import { awsCommand } from '../../pipeline/operations/aws-command.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { knownStage } from '../typed/known-stage.ts';
import { awsTrouble } from './aws-trouble.ts';
import { callerFor } from './caller.ts';
import { type ClientSettings, clientSettings } from './client-settings.ts';
import { rehearsalClient } from './rehearsal-client.ts';

/** The stage a command works on, and whose it is. */
export interface OperatedStage {
  readonly stage: StageDefinition;
  readonly settings: ClientSettings;
  readonly isRehearsal: boolean;
  /** `jan` of whoever signed in. */
  readonly operator: string;
  /** What to type after a command to be in the same place: ` --stage dev`. */
  readonly here: string;
  /** What to type for `aws` there. */
  readonly aws: string;
  /** Where the shop answers, as far as it is known from here. */
  readonly shop: string | undefined;
}

/**
 * The rehearsal that is up, or with `--stage` that stage on AWS. There, nothing is touched before the account is known
 * to hold the stage: credentials of another account find no cluster of that name in the stage's region.
 */
export async function operatedStage(asked: {
  readonly stage?: string | undefined;
  readonly state: string;
}): Promise<OperatedStage> {
  if (asked.stage === undefined) {
    const { addresses, settings } = await rehearsalClient(asked.state);
    return {
      stage: knownStage(addresses.stage),
      settings: clientSettings(settings),
      isRehearsal: true,
      operator: 'you',
      here: '',
      aws: awsCommand(settings),
      shop: addresses.shop,
    };
  }
  const stage = knownStage(asked.stage);
  const { account, arn, name, settings } = await callerFor(stage);
  try {
    await refuseElsewhere(new CloudFormationClient(settings), stage, account, arn);
  } catch (error) {
    throw awsTrouble(error, 'Nothing was touched.');
  }
  return {
    stage,
    settings,
    isRehearsal: false,
    operator: name,
    here: ` --stage ${stage.name}`,
    aws: awsCommand(stage),
    shop: 'none' in stage.domain ? undefined : `https://${stage.domain.name}`,
  };
}

/** @throws where the account does not hold the stage */
export async function refuseElsewhere(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  { name, region }: Pick<StageDefinition, 'name' | 'region'>,
  account: string,
  arn: string,
): Promise<void> {
  try {
    await cloudformation.send(new DescribeStacksCommand({ StackName: `${name}-cluster` }));
  } catch (error) {
    if (!isOfNoStack(error)) throw error;
    throw new Refusal(
      `Account ${account} (${arn}) has no ${name} in ${region}: its stack ${name}-cluster does not exist. Either these are credentials of another account, or ${name} was never deployed: npx shoal deploy --stage ${name}. Nothing was touched.`,
    );
  }
}
