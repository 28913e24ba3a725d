import { type LastWords, lastWords } from './last-words.ts';
import { ownWords } from './own-words.ts';
import type { StackOutcome } from './stack-events.ts';

export interface NotReleased extends LastWords {
  readonly outcome: StackOutcome;
}

/** What to say at the end of a release that failed: the events above have told it in CloudFormation's words. */
export async function notReleased({ outcome, ...where }: NotReleased): Promise<readonly string[]> {
  const { service } = where;
  const { status, cause } = outcome;
  const serves = status.startsWith('ROLLBACK_')
    ? 'and nothing of it serves, since it was never deployed before'
    : 'what ran before still serves';
  const written = await lastWords(where);
  return [
    `${service} was not released (${status}), ${serves}.`,
    ...(cause === undefined ? [] : [ownWords(cause)]),
    ...(written === undefined ? [] : [written]),
  ];
}
