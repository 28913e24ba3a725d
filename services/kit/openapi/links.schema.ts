import Type from 'typebox';

/** Where an answer leads, as `links` writes it. */
export const linksSchema = Type.Record(
  Type.String(),
  Type.Object({
    href: Type.String(),
    method: Type.Optional(Type.String()),
    templated: Type.Optional(Type.Boolean({ description: 'Whether braces are to be filled in' })),
  }),
  { description: 'The next possible actions by relation; GET where no method is named' },
);
