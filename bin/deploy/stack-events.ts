import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';

/** How a stack's operation ended. */
export interface StackOutcome {
  readonly status: string;
  readonly succeeded: boolean;
  /** What failed first, in CloudFormation's words. */
  readonly cause?: string;
}

export interface StackFollowing {
  readonly cloudformation: Pick<CloudFormationClient, 'send'>;
  readonly stackName: string;
  /** What happened before is another operation's. */
  readonly since: Date;
  readonly say: (line: string) => void;
  /** Between two looks. @default - 200 milliseconds */
  readonly pause?: () => Promise<unknown>;
}

/** Says a stack's events as they happen until its operation is over. */
export async function followStack({
  cloudformation,
  stackName,
  since,
  say,
  pause = () => sleep(200),
}: StackFollowing): Promise<StackOutcome> {
  const seen = new Set<string>();
  let cause: string | undefined;
  for (;;) {
    const { StackEvents = [] } = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName: stackName }),
    );
    // The newest come first, and the look at them stops at those of an earlier operation.
    const fresh = StackEvents.filter(
      (event) => isSince(event, since) && !seen.has(event.EventId ?? ''),
    ).reverse();
    for (const event of fresh) {
      seen.add(event.EventId ?? '');
      say(lineOf(event));
      if (cause === undefined && event.ResourceStatus?.endsWith('_FAILED')) cause = causeOf(event);
      const status = event.ResourceStatus ?? '';
      if (event.ResourceType === 'AWS::CloudFormation::Stack' && isFinal(status)) {
        const succeeded = status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';
        return { status, succeeded, ...(cause === undefined ? {} : { cause }) };
      }
    }
    await pause();
  }
}

function isSince(event: StackEvent, since: Date): boolean {
  return (event.Timestamp?.getTime() ?? 0) >= since.getTime();
}

function isFinal(status: string): boolean {
  return !status.endsWith('_IN_PROGRESS');
}

function causeOf(event: StackEvent): string {
  return `${event.LogicalResourceId}: ${event.ResourceStatusReason ?? 'no reason was given'}`;
}

function lineOf(event: StackEvent): string {
  const time = event.Timestamp?.toISOString().slice(11, 19) ?? '';
  const status = (event.ResourceStatus ?? '').padEnd(22);
  const reason = event.ResourceStatusReason === undefined ? '' : `  ${event.ResourceStatusReason}`;
  return `${time}  ${status}  ${event.ResourceType}  ${event.LogicalResourceId}${reason}`;
}
