import { pathToFileURL } from 'node:url';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { isOfNoStack, neverCameToBe } from '../../pipeline/guards/stack-states.ts';
import { beingDeployed } from './deployment-refused.ts';

export interface StackToBegin {
  readonly cloudformation: CloudFormationClient;
  readonly stackName: string;
  readonly templateFile: string;
  /** As whoever deploys calls it. */
  readonly what: string;
}

/**
 * Has the CloudFormation of a rehearsal begin to bring a stack to what its template says, one that is new included.
 * @returns whether there is anything to do
 */
export async function beginStack(stack: StackToBegin): Promise<boolean> {
  const { cloudformation, stackName, templateFile, what } = stack;
  const request = { StackName: stackName, TemplateURL: pathToFileURL(templateFile).href };
  try {
    await cloudformation.send(new UpdateStackCommand(request));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.includes('No updates are to be performed')) return false;
    const [, state = ''] = /is in (\w+) state/.exec(error.message) ?? [];
    if (state.endsWith('IN_PROGRESS')) throw await beingDeployed(cloudformation, what, stackName);
    if (neverCameToBe.has(state)) await takeAway(cloudformation, stackName);
    // A new service, or one whose stack was deleted to make it anew.
    else if (!isOfNoStack(error)) throw error;
    await cloudformation.send(new CreateStackCommand(request));
  }
  return true;
}

/** Whether there is a stack of that name which ever stood. */
export async function stands({
  cloudformation,
  stackName,
}: Pick<StackToBegin, 'cloudformation' | 'stackName'>): Promise<boolean> {
  try {
    const { Stacks: [stack] = [] } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return stack !== undefined && !neverCameToBe.has(stack.StackStatus ?? '');
  } catch (error) {
    if (isOfNoStack(error)) return false;
    throw error;
  }
}

/** As the CDK does before it makes such a stack anew. */
async function takeAway(cloudformation: CloudFormationClient, stackName: string): Promise<void> {
  await cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
  await waitUntilStackDeleteComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: stackName },
  );
}
