import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StageDefinition } from '../../platform/stages.ts';
import { Refusal } from '../command.ts';
import { awsTrouble } from './aws-trouble.ts';
import { type ClientSettings, clientSettings } from './client-settings.ts';

/** Whose credentials these are. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  /** `jan` of whoever signed in. */
  readonly name: string;
  readonly settings: ClientSettings;
}

/**
 * Who works on a stage on AWS. It is asked before anything else is: credentials that are none, that have expired or that
 * belong to another account than the stage names are refused while nothing has been touched.
 */
export async function callerFor(
  stage: Pick<StageDefinition, 'name' | 'region' | 'account'>,
): Promise<Caller> {
  const settings = clientSettings({ region: stage.region });
  try {
    const { Account: account = '?', Arn: arn = '' } = await new STSClient(settings).send(
      new GetCallerIdentityCommand({}),
    );
    refuseOtherAccount(stage, account, arn);
    return { account, arn, name: arn.slice(arn.lastIndexOf('/') + 1) || 'root', settings };
  } catch (error) {
    throw awsTrouble(error, 'Nothing was touched.');
  }
}

function refuseOtherAccount(
  stage: Pick<StageDefinition, 'name' | 'region' | 'account'>,
  account: string,
  arn: string,
): void {
  if (stage.account === undefined || stage.account === account) return;
  throw new Refusal(
    `${stage.name} is in account ${stage.account}, in ${stage.region}, and these credentials are of account ${account} (${arn}): set AWS_PROFILE to one of ${stage.account}, or mend the stage's account in platform/stages.ts. Nothing was touched.`,
  );
}
