import { sentence, text, wholeNumber } from '../validation/checks.ts';
import { type Check, Choice, type Shape } from '../validation/shape.ts';
import { timezone } from '../validation/timezone.ts';

/** Parts of every year in which more people come than scaling should have to find out. */
export interface SeasonSettings {
  /** Whose midnights begin and end them. */
  readonly timezone: string;
  /** By name: `may`. */
  readonly windows: Readonly<Record<string, Season>>;
}

export interface Season {
  /** The first day of it: `05-01`. */
  readonly begins: string;
  /** The first day after it, which may be in the next year: `06-01`. */
  readonly ends: string;
  /** What `tasks.min` is meanwhile. */
  readonly min: number;
  /** What `tasks.max` is meanwhile. */
  readonly max: number;
}

/** As long as they can be; a season that ends with February ends with its last day, whichever that is. */
export const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const season: Shape = {
  begins: day('05-01'),
  ends: day('06-01'),
  min: wholeNumber({ from: 1, to: 1000 }),
  max: wholeNumber({ from: 1, to: 1000 }),
};

const misnamed: Check = () => ({
  wrong: 'has the wrong name',
  allowed: 'lower-case letters',
  fix: "name it like 'december'",
});

export const seasonsShape = new Choice(
  (seasons): Shape =>
    'none' in seasons
      ? { none: sentence('nobody shops here') }
      : {
          timezone,
          windows: new Choice(
            (windows): Shape =>
              Object.fromEntries(
                Object.keys(windows).map((name) => [name, /^[a-z]{2,20}$/.test(name) ? season : misnamed]),
              ),
          ),
        },
);

/** A day that every year has. */
function day(example: string): Check {
  const form = text({ pattern: /^\d\d-\d\d$/, words: 'a month and a day that every year has', example });
  return (value) => {
    const [month = 0, date = 0] = String(value).split('-').map(Number);
    const isDay = date >= 1 && date <= (daysOfMonths[month - 1] ?? 0) && value !== '02-29';
    return isDay ? form(value) : form(undefined);
  };
}

/** Every day it holds, in order: `05-01`, `05-02` and so on. */
export function daysOf({ begins, ends }: Season): readonly string[] {
  const year = daysOfMonths.flatMap((count, month) =>
    Array.from({ length: count }, (_, index) => `${twoDigits(month + 1)}-${twoDigits(index + 1)}`),
  );
  const from = year.indexOf(begins);
  const turned = [...year.slice(from), ...year.slice(0, from)];
  return turned.slice(0, turned.indexOf(ends));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
