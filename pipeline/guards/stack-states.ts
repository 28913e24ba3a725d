/** Named by a change set that nobody executed: it stays so for ever, and the CDK goes on from it. */
export const onlyReviewed = 'REVIEW_IN_PROGRESS';

/** Of a stack whose creation failed: nothing is left of it that could be updated, and the CDK deletes it to make it anew. */
export const neverCameToBe: ReadonlySet<string> = new Set(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED']);

/** Whether that is CloudFormation's way to say that there is no stack of that name. */
export function isOfNoStack(error: unknown): boolean {
  return error instanceof Error && error.message.includes('does not exist');
}
