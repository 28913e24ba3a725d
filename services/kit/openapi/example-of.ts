import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

interface Described {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly TSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly items?: TSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/**
 * A value that the schema lets through, to show how one looks; undefined where none is found by these simple means.
 * A schema says a better one with `examples`.
 */
export function exampleOf(schema: TSchema): unknown {
  const example = guessOf(schema);
  return example !== undefined && Compile(schema).Check(example) ? example : undefined;
}

function guessOf(schema: TSchema): unknown {
  const described = schema as Described;
  const told = described.examples?.[0] ?? described.const ?? described.default ?? described.enum?.[0];
  if (told !== undefined) return told;
  if (described.anyOf !== undefined) return firstOf(described.anyOf.map(guessOf));
  switch (described.type) {
    case 'string':
      return textOf(described);
    case 'integer':
    case 'number':
      return Math.max(described.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'array':
      return listOf(described);
    case 'object':
      return membersOf(described);
    default:
      return undefined;
  }
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T12:00:00.000Z',
  email: 'kim@shop.example',
  uri: 'https://shop.example/',
};

/** One of each shape that ids, codes and names of an API have. */
const shapes = [
  'example',
  'Example',
  '01890000-0000-7000-8000-000000000001',
  'EUR',
  'EXAMPLE-1',
  'example-1',
  '1',
  'a',
  'AQID',
  'tok_example',
  `g${'A'.repeat(32)}`,
  '0'.repeat(32),
  'A'.repeat(43),
];

function textOf({ format, pattern, minLength = 0 }: Described): string | undefined {
  if (format !== undefined) return formats[format];
  const long = 'example '.repeat(Math.ceil(minLength / 8) + 1).slice(0, Math.max(minLength, 7));
  if (pattern === undefined) return long;
  const wanted = new RegExp(pattern, 'u');
  return [...shapes, long].find((shape) => wanted.test(shape) && shape.length >= minLength);
}

function listOf({ items, minItems = 1 }: Described): readonly unknown[] | undefined {
  const item = items === undefined ? undefined : guessOf(items);
  return item === undefined ? undefined : Array.from({ length: Math.max(minItems, 1) }, () => item);
}

function membersOf({ properties = {} }: Described): Readonly<Record<string, unknown>> {
  const members = Object.entries(properties).map(([name, property]) => [name, guessOf(property)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function firstOf(values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined);
}
