import {
  type Change,
  ChangeSetNotFoundException,
  type CloudFormationClient,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
} from '@aws-sdk/client-cloudformation';

export interface ChangeSet {
  readonly cloudformation: Pick<CloudFormationClient, 'send'>;
  readonly stack: string;
  readonly name: string;
}

export interface ChangeSetWait {
  /** Between two looks. */
  readonly pause: () => Promise<unknown>;
  /** @default - 200 looks */
  readonly looks?: number;
}

/** All that it would change, once it is made; nothing where there is nothing to change. */
export async function readChangeSet(
  changeSet: ChangeSet,
  { pause, looks = 200 }: ChangeSetWait,
): Promise<readonly Change[]> {
  const { stack, name } = changeSet;
  for (let look = 0; look < looks; look++) {
    const page = await pageOf(changeSet);
    // The CDK makes none for a template that is the deployed one.
    if (page === undefined) return [];
    const { Status: status = 'unknown', StatusReason: reason = '' } = page;
    if (status === 'CREATE_COMPLETE') return allPages(changeSet, page);
    if (status === 'FAILED' && /didn't contain changes|No updates are to be performed/.test(reason))
      return [];
    if (!['CREATE_PENDING', 'CREATE_IN_PROGRESS'].includes(status)) {
      throw new Error(
        `change set '${name}' of stack '${stack}' is ${status}, so nobody knows what a deployment would change: ${reason || 'no reason was given'}`,
      );
    }
    await pause();
  }
  throw new Error(
    `change set '${name}' of stack '${stack}' was not made after ${looks} looks at it; see why: aws cloudformation describe-change-set --stack-name ${stack} --change-set-name ${name}`,
  );
}

/** Takes it away without executing it; one that is not there is gone already. */
export async function deleteChangeSet({ cloudformation, stack, name }: ChangeSet): Promise<void> {
  await cloudformation.send(new DeleteChangeSetCommand({ StackName: stack, ChangeSetName: name }));
}

async function allPages(
  changeSet: ChangeSet,
  first: DescribeChangeSetCommandOutput,
): Promise<readonly Change[]> {
  const changes = [...(first.Changes ?? [])];
  let { NextToken: next } = first;
  while (next !== undefined) {
    const page = await pageOf(changeSet, next);
    changes.push(...(page?.Changes ?? []));
    next = page?.NextToken;
  }
  return changes;
}

async function pageOf(
  { cloudformation, stack, name }: ChangeSet,
  next?: string,
): Promise<DescribeChangeSetCommandOutput | undefined> {
  try {
    return await cloudformation.send(
      new DescribeChangeSetCommand({
        StackName: stack,
        ChangeSetName: name,
        IncludePropertyValues: true,
        ...(next && { NextToken: next }),
      }),
    );
  } catch (error) {
    if (error instanceof ChangeSetNotFoundException) return undefined;
    throw error;
  }
}
