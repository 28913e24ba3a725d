import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { onlyReviewed } from '../../pipeline/guards/stack-states.ts';
import { stacksOf } from '../../pipeline/guards/stacks-of.ts';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { Refusal } from '../command.ts';

/** Refuses to work on a stage while CloudFormation does, and says on what and since when. */
export async function refuseWhileDeployed(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  { stage, what, now }: { readonly stage: string; readonly what: string; readonly now: number },
): Promise<void> {
  const busy = (await stacksOf(cloudformation, stage)).find(
    ({ StackStatus: status }) => status?.endsWith('_IN_PROGRESS') && status !== onlyReviewed,
  );
  if (busy === undefined) return;
  const since = (busy.LastUpdatedTime ?? busy.CreationTime)?.getTime() ?? now;
  throw new Refusal(
    `${stage} is being deployed: stack ${busy.StackName} is ${busy.StackStatus} ${sinceWords(since, now)}. Wait until it has ended, then ${what} again. Nothing was begun.`,
  );
}
