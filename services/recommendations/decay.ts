/** An order counts half after so long. */
const halfLifeMs = 60 * 86_400_000;
const start = Date.UTC(2025, 0, 1);

/**
 * Instead of letting all that was learned fade, what comes later counts more: the proportions are the same, adding is
 * all that is ever done, and the order in which events arrive does not matter. Numbers last for 160 years.
 */
export function weightAt(moment: number): number {
  return 2 ** ((moment - start) / halfLifeMs);
}

/** How many fresh orders a sum of weights amounts to now. */
export function strengthOf(sum: number, now: number): number {
  return sum / weightAt(now);
}
