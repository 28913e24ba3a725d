import { STATUS_CODES } from 'node:http';
import Type from 'typebox';
import type { Operation } from '../http/operation.ts';
import {
  badRequest,
  contentTooLarge,
  forbidden,
  notFound,
  type Problem,
  preconditionFailed,
  preconditionRequired,
  unauthenticated,
  unprocessable,
  unsupportedMediaType,
} from '../problems/problem.ts';
import { problemContentType, problemDocument } from '../problems/problem-document.ts';

export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'Which kind of problem; decide by this' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened this time, and what would help' }),
    instance: Type.String(),
    traceId: Type.String({ description: 'Leads whoever is asked about it to the logs' }),
  },
  { description: 'What stands in the way (RFC 9457)' },
);

/** One of each, with the very words and members that the kit answers with. */
const examples: readonly Problem[] = [
  badRequest("the query does not fit: '/limit' must be <= 100", {
    in: 'query',
    errors: [{ pointer: '/limit', detail: 'must be <= 100' }],
  }),
  unauthenticated('send an access token as `Authorization: Bearer <token>`'),
  forbidden("this needs the role 'staff'"),
  notFound('there is no such thing'),
  preconditionFailed('it was changed at the same moment; read it again'),
  contentTooLarge('the body may have 65536 bytes at most'),
  unsupportedMediaType('send application/json'),
  unprocessable("the body does not fit: '/name' is missing", {
    in: 'body',
    errors: [{ pointer: '/name', detail: 'is missing' }],
  }),
  preconditionRequired('send If-Match with the ETag that was read, so that no change is lost'),
];

/** As components of a document; `Problem` is any that has no entry of its own. */
export function problemResponses(): Readonly<Record<string, unknown>> {
  const named = examples.map((problem) => [
    nameOf(problem.status),
    response(STATUS_CODES[problem.status] ?? '', JSON.parse(problemDocument(problem, '/v1/…', traceId))),
  ]);
  return { Problem: response('What stands in the way (RFC 9457)'), ...Object.fromEntries(named) };
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

function response(description: string, example?: unknown) {
  const schema = { $ref: '#/components/schemas/Problem' };
  const content = example === undefined ? { schema } : { schema, example };
  return { description, content: { [problemContentType]: content } };
}

/** Which problems an operation can answer with, read off what it asks for. */
export function problemsOf(operation: Operation): Readonly<Record<string, unknown>> {
  const { access, params, query, headers, body } = operation;
  const conditional = headers?.properties['if-match'] !== undefined;
  const statuses = [
    ...((params ?? query ?? headers ?? body) ? [400] : []),
    ...(access === 'anyone' ? [] : [401, 403]),
    ...(params === undefined ? [] : [404]),
    ...(conditional ? [412, 428] : []),
    ...(body === undefined ? [] : [413, 415, 422]),
  ];
  return {
    ...Object.fromEntries(statuses.map((status) => [status, refTo(nameOf(status))])),
    default: refTo('Problem'),
  };
}

/** `NotFound` */
function nameOf(status: number): string {
  return (STATUS_CODES[status] ?? '').replaceAll(/[^A-Za-z]/g, '');
}

function refTo(name: string) {
  return { $ref: `#/components/responses/${name}` };
}
