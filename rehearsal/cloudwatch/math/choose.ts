import { type MathValue, series, type TimeSeries } from './math-value.ts';

export interface Choice {
  readonly condition: MathValue;
  readonly whenTrue: MathValue;
  /** Nothing is left where it is not given. */
  readonly whenFalse: MathValue | undefined;
}

/** `IF`, for each point of the condition; nothing where its operands are none that CloudWatch takes. */
export function choose({ condition, whenTrue, whenFalse }: Choice): MathValue | undefined {
  if (whenTrue.kind === 'TS[]' || whenFalse?.kind === 'TS[]') return undefined;
  if (condition.kind === 'S') {
    if (whenTrue.kind !== 'TS') return undefined;
    const chosen = condition.number === 0 ? whenFalse : whenTrue;
    return series(whenTrue.points.map((_, index) => pointAt(chosen, index)));
  }
  if (condition.kind !== 'TS') return undefined;
  return series(condition.points.map((point, index) => pointOf(point, index, { whenTrue, whenFalse })));
}

function pointOf(
  condition: TimeSeries[number],
  index: number,
  { whenTrue, whenFalse }: Omit<Choice, 'condition'>,
): number | undefined {
  if (condition === undefined) return undefined;
  // So it is documented: what is missing counts as 0 where the condition holds, and is left out where it does not.
  return condition === 0 ? pointAt(whenFalse, index) : (pointAt(whenTrue, index) ?? 0);
}

function pointAt(value: MathValue | undefined, index: number): number | undefined {
  if (value?.kind === 'S') return value.number;
  return value?.kind === 'TS' ? value.points[index] : undefined;
}
