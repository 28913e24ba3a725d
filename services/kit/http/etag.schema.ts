import Type from 'typebox';

/** Of an operation that asks `isFresh`. */
export const ifNoneMatchSchema = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ description: 'ETags that are held; 304 where one is current' }),
  ),
});

/** Of an operation that asks `ensureMatch`. @param read what it changes: `profile` */
export function ifMatchSchema(read: string) {
  return Type.Object({
    'if-match': Type.Optional(
      Type.String({
        description: `The ETag of the ${read} that was read; 428 without it, 412 where it changed`,
      }),
    ),
  });
}
