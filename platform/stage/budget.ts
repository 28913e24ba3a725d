import { wholeNumber } from '../validation/checks.ts';
import type { Shape } from '../validation/shape.ts';

/** What a stage may cost. `npx shoal cost` computes what it does cost, and a law compares the two. */
export interface BudgetSettings {
  /** With its sleep and its seasons, at list prices, without traffic. */
  readonly monthlyUsd: number;
}

export const budgetShape: Shape = { monthlyUsd: wholeNumber({ from: 1, to: 1_000_000 }) };
