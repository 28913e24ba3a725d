/** A line of a stack's history, as CloudFormation tells it. */
export interface StackEvent {
  readonly eventId: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly at: Date;
}

export const stackType = 'AWS::CloudFormation::Stack';

/** `dev-catalog | CREATE_FAILED | Custom::Release | Release: the deployment was stopped` */
export function wordsOf(event: StackEvent): string {
  const reason = event.reason ? `: ${event.reason}` : '';
  return `${event.stackName} | ${event.status} | ${event.type} | ${event.logicalId}${reason}`;
}
