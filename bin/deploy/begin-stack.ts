import { pathToFileURL } from 'node:url';
import {
  type CloudFormationClient,
  CreateStackCommand,
  UpdateStackCommand,
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
    // A new service, or one whose stack was deleted to make it anew.
    if (!error.message.includes('does not exist')) throw error;
    await cloudformation.send(new CreateStackCommand(request));
  }
  return true;
}
