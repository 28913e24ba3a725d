import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
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
    const { StackEvents = [] } = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName: name }),
    );
    const last = lastOperationOf(StackEvents);
    return {
      name,
      status: stack.StackStatus ?? '',
      at: StackEvents[0]?.Timestamp?.getTime() ?? 0,
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
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** @param events newest first @returns those since somebody asked for something, oldest first */
function lastOperationOf(events: readonly StackEvent[]): readonly StackEvent[] {
  const begun = events.findIndex(
    ({ ResourceType, ResourceStatus }) =>
      ResourceType === 'AWS::CloudFormation::Stack' &&
      /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(ResourceStatus ?? ''),
  );
  return events.slice(0, begun < 0 ? undefined : begun + 1).reverse();
}
