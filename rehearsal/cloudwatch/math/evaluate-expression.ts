import type { EvaluationRange } from '../evaluation-range.ts';
import { aggregate, aggregateNames } from './aggregate.ts';
import { changesOfSeries } from './change-of-series.ts';
import { choose } from './choose.ts';
import { type Filler, fill } from './fill.ts';
import { type MathValue, mapSeries, scalar, series, type TimeSeries } from './math-value.ts';
import { operate } from './operators.ts';
import type { Expression } from './syntax.ts';

/** What an expression can refer to. */
export interface MathScope {
  readonly range: EvaluationRange;
  /** By id: metrics alone, in their order. */
  readonly metrics: ReadonlyMap<string, TimeSeries>;
  /** A metric or the result of another expression, by id. */
  readonly resolve: (id: string) => MathValue;
}

type Call = (operands: readonly Expression[], scope: MathScope) => MathValue | undefined;

export function evaluateExpression(expression: Expression, scope: MathScope): MathValue {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'name':
      return scope.resolve(expression.name);
    case 'negative':
      return operate('*', scalar(-1), evaluateExpression(expression.operand, scope));
    case 'operation': {
      const [left, right] = [expression.left, expression.right].map((side) =>
        evaluateExpression(side, scope),
      );
      return operate(expression.operator, left ?? scalar(Number.NaN), right ?? scalar(Number.NaN));
    }
    case 'list':
      return { kind: 'TS[]', all: expression.items.flatMap((item) => seriesOf(item, scope)) };
    case 'call':
      return call(expression.function, expression.operands, scope);
    case 'text':
      throw new Error(`"${expression.value}" is a text, and only METRICS("…") takes one`);
  }
}

function seriesOf(expression: Expression, scope: MathScope): readonly TimeSeries[] {
  const value = evaluateExpression(expression, scope);
  if (value.kind === 'S') throw new Error('an array in brackets holds series, and no numbers');
  return value.kind === 'TS' ? [value.points] : value.all;
}

function call(name: string, operands: readonly Expression[], scope: MathScope): MathValue {
  const made = functions[name];
  if (made === undefined) {
    throw new Error(`'${name}' is not played here, use ${Object.keys(functions).toSorted().join(', ')}`);
  }
  const value = made(operands, scope);
  if (value === undefined) throw new Error(`${name} does not take these operands`);
  return value;
}

/** Of one operand, which is computed first. */
const ofOne =
  (compute: (value: MathValue, scope: MathScope) => MathValue | undefined): Call =>
  (operands, scope) => {
    const [operand] = operands;
    if (operand === undefined || operands.length > 1) return undefined;
    return compute(evaluateExpression(operand, scope), scope);
  };

const functions: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(
    aggregateNames.map((name): [string, Call] => [name, ofOne((value) => aggregate(name, value))]),
  ),
  ...Object.fromEntries(
    Object.entries(changesOfSeries).map(([name, change]): [string, Call] => [
      name,
      ofOne((value, { range }) => mapSeries(value, (points) => change(points, range))),
    ]),
  ),
  FILL: ([operand, filler, ...more], scope) => {
    if (operand === undefined || filler === undefined || more.length > 0) return undefined;
    return fill(evaluateExpression(operand, scope), fillerOf(filler, scope));
  },
  FIRST: ofOne((value) => oneOf(value, 0)),
  IF: (operands, scope) => {
    const [condition, whenTrue, whenFalse] = operands.map((each) => evaluateExpression(each, scope));
    if (condition === undefined || whenTrue === undefined || operands.length > 3) return undefined;
    return choose({ condition, whenTrue, whenFalse });
  },
  LAST: ofOne((value) => oneOf(value, -1)),
  METRICS: ([part, ...more], { metrics }) => {
    if (more.length > 0 || (part !== undefined && part.kind !== 'text')) return undefined;
    const wanted = [...metrics].filter(([id]) => part === undefined || id.includes(part.value));
    return { kind: 'TS[]', all: wanted.map(([, points]) => points) };
  },
  METRIC_COUNT: ofOne((value) => (value.kind === 'TS[]' ? scalar(value.all.length) : undefined)),
  PERIOD: ([operand, ...more], { metrics, range }) => {
    const isMetric = operand?.kind === 'name' && metrics.has(operand.name);
    return isMetric && more.length === 0 ? scalar(range.periodSeconds) : undefined;
  },
  TIME_SERIES: ofOne((value, { range }) =>
    value.kind === 'S' ? series(range.starts.map(() => value.number)) : undefined,
  ),
};

function fillerOf(expression: Expression, scope: MathScope): Filler {
  const word = expression.kind === 'name' ? expression.name : undefined;
  return word === 'REPEAT' || word === 'LINEAR' ? word : evaluateExpression(expression, scope);
}

function oneOf(value: MathValue, index: number): MathValue | undefined {
  const points = value.kind === 'TS[]' ? value.all.at(index) : undefined;
  return points && series(points);
}
