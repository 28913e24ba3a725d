export interface Choice<Value> {
  readonly value: Value;
  readonly weight: number;
}

/** Picks one by weight; `undefined` where all weights are 0. A weight of 0 is never picked. */
export function choose<Value>(choices: readonly Choice<Value>[], random: () => number): Value | undefined {
  let total = 0;
  for (const { weight } of choices) total += weight;
  let left = random() * total;
  for (const { value, weight } of choices) {
    left -= weight;
    if (left < 0 && weight > 0) return value;
  }
  return undefined;
}
