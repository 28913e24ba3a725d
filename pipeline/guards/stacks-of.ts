import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';

/** All stacks of a stage that CloudFormation names, in whatever state. It knows no prefix to ask for. */
export async function stacksOf(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  stage: string,
): Promise<readonly Stack[]> {
  const found: Stack[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeStacksCommand(NextToken ? { NextToken } : {}));
    found.push(...(page.Stacks ?? []).filter(({ StackName }) => StackName?.startsWith(`${stage}-`)));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
