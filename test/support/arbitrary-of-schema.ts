import fc from 'fast-check';

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** Values that the schema lets through, or very nearly: whoever fuzzes wants to get past the first guard. */
export function fittingValues(schema: object): fc.Arbitrary<unknown> {
  const { type, const: only, enum: listed, anyOf, ...rest } = schema as Schema;
  if (only !== undefined) return fc.constant(only);
  if (listed !== undefined) return fc.constantFrom(...listed);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map(fittingValues));
  switch (type) {
    case 'string':
      return texts(rest);
    case 'integer':
      return fc.integer({ min: rest.minimum ?? -1000, max: Math.min(rest.maximum ?? 1_000_000, 2 ** 31) });
    case 'number':
      return fc.double({ min: rest.minimum ?? -1000, max: rest.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(rest.items === undefined ? fc.jsonValue() : fittingValues(rest.items), {
        minLength: rest.minItems ?? 0,
        maxLength: Math.min(rest.maxItems ?? 3, (rest.minItems ?? 0) + 3),
      });
    case 'object':
      return members(rest);
    default:
      return fc.jsonValue();
  }
}

const noises: readonly unknown[] = [
  ...[
    '',
    ' ',
    '\u0000',
    '\u202e',
    '\ud83d\ude00',
    'null',
    'true',
    '-1',
    '1e309',
    '0x10',
    'NaN',
    '../../etc/passwd',
  ],
  ...["' OR '1'='1", '"; DROP TABLE x; --', '{{7*7}}', '<script>', '%s%n', `${'a'.repeat(5000)}`, '$ne', '*'],
  ...[null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, [], {}, [[[[]]]], { toString: 1 }, { $gt: '' }],
];

/** What nobody should send. */
export const noise: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...noises),
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
);

/** Values for the schema: as they should be, with one part that is not, with more than is asked for, and anything. */
export function fuzzedValues(schema: object): fc.Arbitrary<unknown> {
  const fitting = fittingValues(schema);
  const { properties } = schema as Schema;
  if (properties === undefined)
    return fc.oneof({ weight: 2, arbitrary: fitting }, { weight: 1, arbitrary: noise });
  const names = Object.keys(properties);
  const extra = fc.constantFrom(
    'id',
    'roles',
    'role',
    'isAdmin',
    'price',
    'userId',
    '__proto__',
    'constructor',
    '$where',
  );
  return fc.oneof(
    { weight: 3, arbitrary: fitting },
    { weight: 3, arbitrary: changed(fitting, names.length === 0 ? extra : fc.constantFrom(...names)) },
    { weight: 1, arbitrary: changed(fitting, extra) },
    { weight: 1, arbitrary: noise },
  );
}

function changed(fitting: fc.Arbitrary<unknown>, names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.tuple(fitting, names, fc.option(noise, { nil: undefined })).map(([value, name, other]) => {
    const entries = Object.entries(value as object).filter(([key]) => key !== name);
    // Not assigned: `__proto__` is to be a member like any other.
    return Object.fromEntries(other === undefined ? entries : [...entries, [name, other]]);
  });
}

function texts({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'uri') return fc.webUrl();
  const length = { minLength, maxLength: Math.min(maxLength, minLength + 100) };
  if (pattern === undefined) return fc.string(length);
  // fast-check makes no texts for lookaheads, which only forbid some of what the rest allows.
  const generous = new RegExp(pattern.replaceAll(/\(\?[!=](?:[^()\\]|\\.|\([^()]*\))*\)/g, ''));
  return fc.stringMatching(generous).map((text) => text.slice(0, maxLength));
}

function members({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const shape = Object.entries(properties).map(([name, schema]) => [name, fittingValues(schema)] as const);
  return fc.record(Object.fromEntries(shape), { requiredKeys: [...required], noNullPrototype: true });
}
