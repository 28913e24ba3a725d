import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeTaskDefinitionCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { sinceWords } from '../../pipeline/operations/ago.ts';
import { serviceOf } from '../../pipeline/operations/doctor/gather-ecs.ts';
import { stackEvidenceOf } from '../../pipeline/operations/doctor/gather-stack.ts';
import { Refusal } from '../command.ts';

/** Says since when somebody else deploys, where CloudFormation only says that it cannot begin. */
export async function beingDeployed(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  service: string,
  stackName: string,
): Promise<Refusal> {
  const stack = await stackEvidenceOf(cloudformation, stackName);
  const begun = stack?.begunAt ?? Date.now();
  return new Refusal(
    `${service} is being deployed already, by somebody on this machine, ${sinceWords(begun, Date.now())} (stack ${stackName} is ${stack?.status}): wait until npx shoal status shows that it ended, then deploy again. Nothing was begun.`,
  );
}

/**
 * What to say where the stack names a version already and another one serves, since an operator went back from it: a
 * stack that has nothing to update brings nothing.
 * @returns nothing where that version serves
 */
export async function servesAnother(
  ecs: Pick<ECSClient, 'send'>,
  { stage, service, tag }: { readonly stage: string; readonly service: string; readonly tag: string },
): Promise<string | undefined> {
  const running = await serviceOf(ecs, stage, service);
  const primary = running?.taskSets?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  if (primary === undefined) return undefined;
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: primary }));
  const image = taskDefinition?.containerDefinitions?.find(({ name }) => name === service)?.image ?? '';
  const serving = image.slice(image.lastIndexOf(':') + 1);
  return serving === tag
    ? undefined
    : `The stack of ${service} names ${tag} already, but ${serving} serves, which somebody went back to: change what was wrong and deploy again, or bring it as it is with npx shoal rollback ${service} --to <revision>.`;
}
