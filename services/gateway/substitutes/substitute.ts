import type { Answer } from '../../kit/http/answer.ts';

/** What is answered on a route whose service is away: declared with the route, asked of another service. */
export interface Substitute {
  /** Who is asked instead. */
  readonly service: string;
  /** How long the service of the route has for the head of its answer. */
  readonly patienceMs: number;
  /** What is asked instead; undefined where there is nothing instead of this request. */
  pathFor(url: string): string | undefined;
  /** Made of what was asked, as the service of the route would put it; undefined where it cannot be. */
  answerTo(url: string, found: unknown): Answer | undefined;
}
