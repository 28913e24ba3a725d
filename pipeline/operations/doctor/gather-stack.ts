import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { isOfNoStack } from '../../guards/stack-states.ts';
import type { StackEvidence } from './evidence.ts';

/** What CloudFormation says of what it did not even try any more. */
const cancelled = /cancelled/i;

/** @returns nothing where there is no stack of that name */
export async function stackEvidenceOf(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  name: string,
): Promise<StackEvidence | undefined> {
  try {
    const { Stacks: [stack] = [] } = await cloudformation.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    if (stack === undefined) return undefined;
    const last = await lastOperationOf(cloudformation, name);
    return {
      name,
      status: stack.StackStatus ?? '',
      at: last.at(-1)?.Timestamp?.getTime() ?? 0,
      begunAt: last[0]?.Timestamp?.getTime() ?? 0,
      failures: last
        .filter(
          ({ ResourceStatus = '', ResourceStatusReason = '', ResourceType }) =>
            ResourceStatus.endsWith('_FAILED') &&
            ResourceType !== 'AWS::CloudFormation::Stack' &&
            !cancelled.test(ResourceStatusReason),
        )
        .map((event) => ({
          logicalId: event.LogicalResourceId ?? '',
          type: event.ResourceType ?? '',
          reason: event.ResourceStatusReason ?? 'no reason was given',
          at: event.Timestamp?.getTime() ?? 0,
        })),
    };
  } catch (error) {
    if (isOfNoStack(error)) return undefined;
    throw error;
  }
}

/** A hundred events each; what a stack of 500 resources does and takes back stands on twenty. */
const pages = 20;

/** @returns what happened since somebody asked for something, oldest first */
async function lastOperationOf(
  cloudformation: Pick<CloudFormationClient, 'send'>,
  name: string,
): Promise<readonly StackEvent[]> {
  const newestFirst: StackEvent[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName: name, ...(NextToken && { NextToken }) }),
    );
    const events = answer.StackEvents ?? [];
    const begun = events.findIndex(isBeginning);
    newestFirst.push(...events.slice(0, begun < 0 ? undefined : begun + 1));
    NextToken = answer.NextToken;
    if (begun >= 0 || !NextToken) break;
  }
  return newestFirst.reverse();
}

function isBeginning({ ResourceType, ResourceStatus }: StackEvent): boolean {
  return (
    ResourceType === 'AWS::CloudFormation::Stack' &&
    /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus ?? '')
  );
}
