import { type CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { Synthesis, Template } from './resource-change.ts';
import { neverCameToBe, onlyReviewed } from './stack-states.ts';
import { stacksOf } from './stacks-of.ts';

/** The templates of all stacks of a stage as they are deployed, whether or not there is code for them any more. */
export async function deployedTemplates(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  stage: string,
): Promise<Synthesis> {
  const names = (await stacksOf(cloudformation, stage)).flatMap(
    ({ StackName: name = '', StackStatus: status = '' }) => (notDeployed.has(status) ? [] : [name]),
  );
  const templates = new Map<string, Template>();
  // One after the other: CloudFormation lets nobody ask for many templates at once.
  for (const name of names.sort()) {
    const { TemplateBody: body = '' } = await cloudformation.send(
      new GetTemplateCommand({ StackName: name }),
    );
    const template = parsed(name, body);
    if (template.Resources !== undefined) templates.set(name, { ...template, Resources: template.Resources });
  }
  return templates;
}

/** Nor is what is being deleted, which is as good as gone. */
const notDeployed = new Set([onlyReviewed, ...neverCameToBe, 'DELETE_IN_PROGRESS', 'DELETE_COMPLETE']);

function parsed(stack: string, body: string): Partial<Template> {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error(
      `the template of stack '${stack}' is no JSON, so it is not one of ours: name another stage, or that stack otherwise`,
    );
  }
}
