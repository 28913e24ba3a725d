import { pathToFileURL } from 'node:url';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
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
    if (/IN_PROGRESS state/.test(error.message)) throw await beingDeployed(cloudformation, what, stackName);
    if (neverCameToBe.test(error.message)) await takeAway(cloudformation, stackName);
    // A new service, or one whose stack was deleted to make it anew.
    else if (!isGone(error)) throw error;
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
    return stack !== undefined && !neverCameToBe.test(` ${stack.StackStatus} state`);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Of a stack whose creation failed: nothing is left of it that could be updated. */
const neverCameToBe = /\bROLLBACK_(COMPLETE|FAILED) state/;

/** As the CDK does before it makes such a stack anew. */
async function takeAway(cloudformation: CloudFormationClient, stackName: string): Promise<void> {
  await cloudformation.send(new DeleteStackCommand({ StackName: stackName }));
  await waitUntilStackDeleteComplete(
    { client: cloudformation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
    { StackName: stackName },
  );
}

function isGone(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not exist');
}
