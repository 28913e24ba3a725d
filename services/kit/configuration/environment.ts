import { ConfigurationError } from './configuration-error.ts';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Reads variables into values and collects what is wrong with them, so that one start tells all.
 * A reader that found something wrong returns a stand-in; `complete` throws before anybody uses it.
 */
export interface Environment {
  text(name: string, expectation: TextExpectation): string;
  optionalText(name: string): string | undefined;
  integer(name: string, expectation: IntegerExpectation): number;
  choice<Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice;
  url(name: string, expectation: { readonly fix: string }): string;
  /** What a reader of a special format found wrong. */
  reject(
    name: string,
    wrong: { readonly value: string; readonly allowed: string; readonly fix: string },
  ): void;
  complete(): void;
}

interface TextExpectation {
  /** Says what to do where it is missing. */
  readonly fix: string;
  readonly fallback?: string;
}

interface IntegerExpectation extends Omit<TextExpectation, 'fallback'> {
  readonly min: number;
  readonly max: number;
  readonly fallback?: number;
}

export function readEnvironment(variables: EnvironmentVariables): Environment {
  const problems: string[] = [];
  const given = (name: string): string | undefined => (variables[name] === '' ? undefined : variables[name]);
  const missing = (name: string, fix: string): void => {
    problems.push(`${name} is not set; ${fix}`);
  };
  const reject: Environment['reject'] = (name, { value, allowed, fix }) => {
    problems.push(`${name} is '${value}', allowed: ${allowed}; ${fix}`);
  };
  return {
    reject,
    text(name, { fix, fallback }) {
      const value = given(name) ?? fallback;
      if (value === undefined) missing(name, fix);
      return value ?? '';
    },
    optionalText: given,
    integer(name, { min, max, fix, fallback }) {
      const value = given(name);
      if (value === undefined) {
        if (fallback === undefined) missing(name, fix);
        return fallback ?? min;
      }
      const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
      if (number >= min && number <= max) return number;
      reject(name, { value, allowed: `a whole number from ${min} to ${max}`, fix });
      return min;
    },
    choice(name, choices, fallback) {
      const value = given(name) ?? fallback;
      const choice = choices.find((candidate) => candidate === value);
      if (choice === undefined)
        reject(name, { value, allowed: choices.join(', '), fix: 'choose one of them' });
      return choice ?? fallback;
    },
    url(name, { fix }) {
      const value = given(name);
      if (value === undefined) {
        missing(name, fix);
        return '';
      }
      const url = URL.parse(value);
      if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') {
        return url.origin;
      }
      reject(name, { value, allowed: 'http://host:port or https://host:port without a path', fix });
      return '';
    },
    complete() {
      if (problems.length > 0) throw new ConfigurationError(problems);
    },
  };
}
