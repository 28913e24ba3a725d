import { BuildspecError } from './buildspec.ts';

export type Members = Readonly<Record<string, unknown>>;

/** Reads the values of one mapping of a buildspec; what is not as CodeBuild wants it is refused by its place. */
export interface SpecMembers {
  mapping(key: string): SpecMembers;
  has(key: string): boolean;
  keys(): readonly string[];
  text(key: string): string | undefined;
  /** A list of texts; numbers and truths are taken as they are written. */
  texts(key: string): readonly string[];
  textsByKey(key: string): Readonly<Record<string, string>>;
  /** Refuses every key beside these. */
  only(known: readonly string[]): void;
}

export function specMembers(file: string, place: string, value: unknown): SpecMembers {
  const at = (key: string): string => (place === '' ? key : `${place}.${key}`);
  const wrong = (where: string, wanted: string): BuildspecError =>
    new BuildspecError(file, `${where || 'the file'} is not ${wanted}`);
  if (!isMembers(value)) throw wrong(place, 'a mapping of keys to values');
  const members: SpecMembers = {
    has: (key) => value[key] !== undefined && value[key] !== null,
    keys: () => Object.keys(value),
    mapping: (key) => specMembers(file, at(key), value[key] ?? {}),
    text: (key) => {
      const found = value[key];
      if (found === undefined || found === null) return undefined;
      if (!isScalar(found)) throw wrong(at(key), 'a text');
      return String(found);
    },
    texts: (key) => {
      const found = value[key] ?? [];
      if (!Array.isArray(found)) throw wrong(at(key), 'a list');
      return found.map((each: unknown, index) => {
        if (!isScalar(each)) {
          throw wrong(
            `${at(key)}[${index}]`,
            'a text: put a command that holds ": " or begins with a quote into quotes as a whole',
          );
        }
        return String(each);
      });
    },
    textsByKey: (key) => {
      const inner = members.mapping(key);
      return Object.fromEntries(inner.keys().map((name) => [name, inner.text(name) ?? '']));
    },
    only: (known) => {
      const unknown = Object.keys(value).find((key) => !known.includes(key));
      if (unknown === undefined) return;
      throw new BuildspecError(
        file,
        `'${at(unknown)}' is not known here, known${place === '' ? '' : ` in ${place}`}: ${known.join(', ')}`,
      );
    },
  };
  return members;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
