import Type, { type Static } from 'typebox';

/** Where a service takes several calls in one exchange. The gateway leads nobody there. */
export const callsPath = '/v1/calls';

/** More wait for the next exchange. */
export const mostCalls = 64;

const header = Type.Optional(Type.String({ maxLength: 4200 }));

const callSchema = Type.Object(
  {
    method: Type.Union([
      Type.Literal('GET'),
      Type.Literal('POST'),
      Type.Literal('PUT'),
      Type.Literal('PATCH'),
      Type.Literal('DELETE'),
    ]),
    path: Type.String({ pattern: '^/', maxLength: 1000 }),
    headers: Type.Object(
      {
        authorization: header,
        traceparent: header,
        tracestate: header,
        'x-correlation-id': header,
        'x-deadline-ms': header,
        'idempotency-key': header,
        'if-match': header,
      },
      {
        additionalProperties: false,
        description: "As of a request; without credentials the exchange's caller calls",
      },
    ),
    body: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

export const callsSchema = Type.Object(
  { calls: Type.Array(callSchema, { minItems: 1, maxItems: mostCalls }) },
  { additionalProperties: false },
);

export type SharedCall = Static<typeof callSchema>;

export const answersSchema = Type.Object({
  answers: Type.Array(
    Type.Object({
      status: Type.Integer(),
      headers: Type.Record(Type.String(), Type.String()),
      body: Type.Optional(Type.Unknown()),
    }),
    { description: 'In the order of the calls; each fails or succeeds by itself' },
  ),
});
