import { type MathValue, scalar, series, type TimeSeries } from './math-value.ts';

const truth = (holds: boolean): number => (holds ? 1 : 0);

const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '<=': (left, right) => truth(left <= right),
  '>': (left, right) => truth(left > right),
  '>=': (left, right) => truth(left >= right),
  AND: (left, right) => truth(left !== 0 && right !== 0),
  OR: (left, right) => truth(left !== 0 || right !== 0),
};

const otherNames: Readonly<Record<string, string>> = { '&&': 'AND', '||': 'OR' };

/** Where only one of two series has a value, the other counts as 0; where none has, the result has none. */
export function operate(operator: string, left: MathValue, right: MathValue): MathValue {
  const compute = operators[otherNames[operator] ?? operator];
  if (compute === undefined) throw new Error(`'${operator}' is no operator`);
  if (left.kind === 'S' && right.kind === 'S') return scalar(compute(left.number, right.number));
  if (left.kind === 'TS[]' && right.kind === 'TS[]') {
    throw new Error(`'${operator}' stands between two arrays of series, and takes one at most`);
  }
  if (left.kind === 'TS[]') {
    return { kind: 'TS[]', all: left.all.map((each) => pointwise(compute, each, pointsOf(right))) };
  }
  if (right.kind === 'TS[]') {
    return { kind: 'TS[]', all: right.all.map((each) => pointwise(compute, pointsOf(left), each)) };
  }
  return series(pointwise(compute, pointsOf(left), pointsOf(right)));
}

function pointsOf(value: MathValue): TimeSeries | number {
  if (value.kind === 'S') return value.number;
  return value.kind === 'TS' ? value.points : [];
}

function pointwise(
  compute: (left: number, right: number) => number,
  left: TimeSeries | number,
  right: TimeSeries | number,
): TimeSeries {
  const length = Math.max(...[left, right].map((side) => (typeof side === 'number' ? 0 : side.length)));
  return Array.from({ length }, (_, index) => {
    // A number is there at any time, and makes no point of its own.
    const known = [left, right].some((side) => typeof side !== 'number' && side[index] !== undefined);
    if (!known) return undefined;
    const result = compute(at(left, index) ?? 0, at(right, index) ?? 0);
    return Number.isFinite(result) ? result : undefined;
  });
}

function at(value: TimeSeries | number, index: number): number | undefined {
  return typeof value === 'number' ? value : value[index];
}
