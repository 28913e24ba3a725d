import { type Check, correctionOf } from './shape.ts';

/** A whole number within bounds, both included. */
export function wholeNumber({ from, to }: { readonly from: number; readonly to: number }): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
      ? undefined
      : {
          wrong: isNumberInQuotes(value) ? quoted : 'is no whole number in bounds',
          allowed: `${from} to ${to}`,
          fix:
            typeof value === 'number' ? `use ${clamp(Math.round(value), from, to)}` : numberInsteadOf(value),
        };
}

export function oneOf(...choices: readonly string[]): Check {
  return (value) =>
    choices.some((choice) => choice === value)
      ? undefined
      : {
          wrong: 'is none of the choices',
          allowed: choices.join(', '),
          fix: value === undefined ? 'name one of those' : correctionOf(String(value), choices),
        };
}

export function oneNumberOf(...choices: readonly [number, ...number[]]): Check {
  return (value) =>
    choices.some((choice) => choice === value)
      ? undefined
      : {
          wrong: isNumberInQuotes(value) ? quoted : 'is none of the choices',
          allowed: choices.join(', '),
          fix:
            typeof value === 'number'
              ? `use ${choices.find((choice) => choice >= value) ?? choices.at(-1)}`
              : numberInsteadOf(value),
        };
}

export const truth: Check = (value) =>
  typeof value === 'boolean'
    ? undefined
    : { wrong: 'is neither true nor false', allowed: 'true, false', fix: 'write true or false' };

/** Text of a form, said in words for whoever has to write it. */
export function text(form: {
  readonly pattern: RegExp;
  readonly words: string;
  readonly example: string;
}): Check {
  return (value) =>
    typeof value === 'string' && form.pattern.test(value)
      ? undefined
      : { wrong: 'has the wrong form', allowed: form.words, fix: `write it like '${form.example}'` };
}

export function sentence(example: string): Check {
  return text({ pattern: /^\P{Cc}*[^\s\p{Cc}]\P{Cc}*$/u, words: 'some words on one line', example });
}

/** `08:00` */
export const timeOfDay = text({
  pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
  words: 'a time of day',
  example: '08:00',
});

/** May be left out. */
export function optional(check: Check): Check {
  return (value) => (value === undefined ? undefined : check(value));
}

/** Each of them right, none of them twice. */
export function listOf(item: Check, { atLeast = 0 }: { readonly atLeast?: number } = {}): Check {
  return (value) => {
    if (!Array.isArray(value)) return { wrong: 'is no list', allowed: 'a list', fix: 'put it in [ ]' };
    if (value.length < atLeast) {
      return { wrong: 'has too few', allowed: `${atLeast} or more`, fix: `add ${atLeast - value.length}` };
    }
    const twice = value.find((one, index) => value.indexOf(one) !== index);
    if (twice !== undefined) {
      return { wrong: `names '${twice}' twice`, allowed: 'each once', fix: 'remove one of them' };
    }
    for (const one of value) {
      const complaint = item(one);
      if (complaint !== undefined)
        return { ...complaint, wrong: `holds ${JSON.stringify(one)}, which ${complaint.wrong}` };
    }
    return undefined;
  };
}

const quoted = 'is a text and has to be a number';

function isNumberInQuotes(value: unknown): value is string {
  return typeof value === 'string' && /^\d+$/.test(value);
}

function numberInsteadOf(value: unknown): string {
  return isNumberInQuotes(value) ? `write ${Number(value)}, without quotes` : 'write a number';
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
