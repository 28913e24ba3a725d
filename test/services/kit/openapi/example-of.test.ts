import { describe, expect, it } from '@jest/globals';
import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { exampleOf } from '../../../../services/kit/openapi/example-of.ts';

const schemas: Readonly<Record<string, TSchema>> = {
  integer: Type.Integer({ minimum: 5 }),
  text: Type.String({ minLength: 12, maxLength: 12 }),
  moment: Type.String({ format: 'date-time' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  list: Type.Array(Type.Boolean(), { minItems: 2 }),
  choice: Type.Union([Type.Literal('small'), Type.Literal('large')]),
  object: Type.Object({ id: Type.Integer(), note: Type.Optional(Type.String()) }),
};

describe('an example', () => {
  it.each(Object.entries(schemas))('of %s passes its own schema', (_name, schema) => {
    const example = exampleOf(schema);
    expect(example).toBeDefined();
    expect(Compile(schema).Check(example)).toBe(true);
  });

  it('is what the schema itself gives', () => {
    expect(exampleOf(Type.String({ examples: ['green tea'] }))).toBe('green tea');
  });

  it('is none where a guess would be wrong', () => {
    expect(exampleOf(Type.String({ pattern: '^only-this-[0-9]{7}$' }))).toBeUndefined();
    expect(
      exampleOf(Type.Object({ code: Type.String({ pattern: '^only-this-[0-9]{7}$' }) })),
    ).toBeUndefined();
  });
});
