import { oneOf, sentence, truth } from './checks.ts';
import { type Check, Choice, type Shape } from './shape.ts';

const types = ['boolean', 'integer', 'number', 'string'] as const;
const namePattern = /^[a-z][a-zA-Z0-9]*$/;

/** Settings by their names, each of the shape that its type has. */
export const settingsShape = new Choice(
  (settings): Shape =>
    Object.fromEntries(
      Object.keys(settings).map((name) => [name, namePattern.test(name) ? setting : misnamed]),
    ),
  { optional: true },
);

const misnamed: Check = () => ({
  wrong: 'has the wrong name',
  allowed: 'names like largestPage',
  fix: 'write it in camel case',
});

const setting = new Choice((written): Shape => {
  const common = { type: oneOf(...types), about: sentence('How many products a page has at most.') };
  if (written.type === 'boolean') return { ...common, default: truth };
  if (written.type === 'string') return { ...common, enum: choices, default: oneIn(written.enum) };
  const from = numberOr(written.minimum, -Infinity);
  const to = numberOr(written.maximum, Infinity);
  const whole = written.type === 'integer';
  return {
    ...common,
    minimum: numberBetween({ from: -Infinity, to, whole }),
    maximum: numberBetween({ from, to: Infinity, whole }),
    default: numberBetween({ from, to, whole }),
  };
});

interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

function numberBetween({ from, to, whole }: Bounds): Check {
  return (value) =>
    typeof value === 'number' &&
    (whole ? Number.isInteger(value) : Number.isFinite(value)) &&
    value >= from &&
    value <= to
      ? undefined
      : {
          wrong: `is no ${whole ? 'whole ' : ''}number in bounds`,
          allowed: `${from} to ${to}`,
          fix: 'write `minimum`, `maximum` and a `default` between them',
        };
}

/** A bound that is no number is a problem of its own; the others are not measured against it. */
function numberOr(bound: unknown, otherwise: number): number {
  return typeof bound === 'number' && !Number.isNaN(bound) ? bound : otherwise;
}

const choices: Check = (value) =>
  Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === 'string' && one !== '')
    ? undefined
    : { wrong: 'is no choice', allowed: 'a list of two words or more', fix: 'list what may be chosen' };

function oneIn(offered: unknown): Check {
  const known = Array.isArray(offered) ? offered.filter((one) => typeof one === 'string') : [];
  return oneOf(...known);
}
