import type { Question } from '../question.ts';

/** A question to the logs of services, ready in Logs Insights. */
export interface SavedQuery {
  /** As it stands in the list of saved queries: `slowest requests`. */
  readonly name: string;
  readonly asks: Question;
  /** In the language of Logs Insights, one command a line. */
  readonly query: string;
}
