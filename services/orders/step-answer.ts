import type { ProblemDefinition } from '../kit/problems/problem.ts';

/** What the other side of a step said. Where it said nothing at all, the call throws. */
export type StepAnswer =
  | { readonly outcome: 'done'; readonly paymentId?: string }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      /** More about it, for the buyer. */
      readonly members?: ProblemDefinition['members'];
    }
  /** It does not know yet, or is busy: ask again. */
  | { readonly outcome: 'later'; readonly because: string };

export const done: StepAnswer = { outcome: 'done' };

/** The other side answered what nobody expected: asked again, it may do better after a repair. */
export class UnexpectedAnswer extends Error {
  readonly service: string;
  readonly status: number;

  constructor(service: string, call: string, status: number) {
    super(`${service} answered ${call} with ${status}, which orders cannot make anything of`);
    this.name = 'UnexpectedAnswer';
    this.service = service;
    this.status = status;
  }
}
