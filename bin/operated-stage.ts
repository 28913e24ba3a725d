import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StageDefinition } from '../platform/stages.ts';
import { awsTrouble } from './aws-trouble.ts';
import { Refusal } from './command.ts';
import { knownStage } from './known-stage.ts';
import { type RehearsalClient, rehearsalClient } from './rehearsal-client.ts';

/** What every client is made of, here as on AWS. */
export type ClientSettings =
  | (RehearsalClient['settings'] & Patience)
  | ({ readonly region: string } & Patience);

interface Patience {
  /** The SDK waits longer before each of them. */
  readonly maxAttempts: number;
}

/** The stage a command works on, and whose it is. */
export interface OperatedStage {
  readonly stage: StageDefinition;
  readonly settings: ClientSettings;
  readonly isRehearsal: boolean;
  /** `jan` of whoever signed in. */
  readonly operator: string;
  /** What to type after a command to be in the same place: ` --stage dev`. */
  readonly here: string;
}

const patience: Patience = { maxAttempts: 6 };

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
    const stage = knownStage(addresses.stage);
    return { stage, settings: { ...settings, ...patience }, isRehearsal: true, operator: 'you', here: '' };
  }
  const stage = knownStage(asked.stage);
  const settings = { region: stage.region, ...patience };
  try {
    const { Account = '?', Arn = '' } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
    await refuseElsewhere(new CloudFormationClient(settings), stage, Account, Arn);
    return {
      stage,
      settings,
      isRehearsal: false,
      operator: Arn.slice(Arn.lastIndexOf('/') + 1) || 'root',
      here: ` --stage ${stage.name}`,
    };
  } catch (error) {
    throw awsTrouble(error, 'Nothing was touched.');
  }
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
    if (!(error instanceof Error && error.message.includes('does not exist'))) throw error;
    throw new Refusal(
      `Account ${account} (${arn}) has no ${name} in ${region}: its stack ${name}-cluster does not exist. Either these are credentials of another account, or ${name} was never deployed: npx shoal deploy --stage ${name}. Nothing was touched.`,
    );
  }
}
