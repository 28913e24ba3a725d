import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { badRequest } from '../problems/problem.ts';

export interface PageCursor<Value> {
  encode(value: Value): string;
  /** Throws a 400 for anything this cursor did not write. */
  decode(text: string): Value;
}

/** Where a page begins, as text that means nothing to a client. It is checked, since a client can forge it. */
export function pageCursor<Schema extends TSchema>(schema: Schema): PageCursor<Static<Schema>> {
  const validator = Compile(schema);
  return {
    encode: (value) => Buffer.from(JSON.stringify(value)).toString('base64url'),
    decode(text) {
      const value = parse(text);
      if (!validator.Check(value)) {
        throw badRequest(`the page cursor '${text.slice(0, 40)}' is not one of ours; follow the 'next' link`);
      }
      return value as Static<Schema>;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
