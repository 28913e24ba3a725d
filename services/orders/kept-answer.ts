import { type Answer, json } from '../kit/http/answer.ts';
import { type ProblemDefinition, problem } from '../kit/problems/problem.ts';

/** What a request was answered, for whoever repeats it. */
export type KeptAnswer =
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly problem: ProblemDefinition };

/** Answers, or throws the problem. */
export function told(kept: KeptAnswer): Answer {
  if ('problem' in kept) throw problem(kept.problem);
  return json(kept.status, kept.body, kept.headers);
}
