import type { Stack } from './stack.ts';

export interface FailedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

/** An operation on a stack that did not do what it was asked, after what CloudFormation does then. */
export class StackFailed extends Error {
  readonly stackName: string;
  readonly status: string;
  readonly failures: readonly FailedResource[];

  constructor(stack: Stack, failures: readonly FailedResource[]) {
    const reasons = failures.map(({ logicalId, type, reason }) => `${logicalId} (${type}): ${reason}`);
    super(`stack ${stack.name} is ${stack.status}: ${reasons.join('; ')}`);
    this.name = 'StackFailed';
    this.stackName = stack.name;
    this.status = stack.status;
    this.failures = failures;
  }
}
