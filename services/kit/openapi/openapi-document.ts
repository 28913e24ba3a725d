import { STATUS_CODES } from 'node:http';
import type { TObject, TSchema } from 'typebox';
import { type Access, accessWords } from '../auth/caller.ts';
import type { Operation } from '../http/operation.ts';
import { exampleOf } from './example-of.ts';
import { problemResponses, problemSchema, problemsOf } from './problem-responses.ts';
import { securityOf, securitySchemes } from './security.ts';

/** What a service says of its API as a whole. */
export interface ApiInformation {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

export interface ApiDescription extends ApiInformation {
  readonly operations: readonly Operation[];
}

/** OpenAPI 3.1, written from the very schemas that guard each operation. */
export function openapiDocument({ title, description, version, operations }: ApiDescription) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: { tags: [title], ...described(operation) },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title, description, version },
    tags: [{ name: title, description }],
    paths,
    components: { schemas: { Problem: problemSchema }, responses: problemResponses(), securitySchemes },
  };
}

function described(operation: Operation) {
  const { method, path, summary, access, params, query, headers, body, deprecated } = operation;
  const security = securityOf(access);
  return {
    operationId: `${method.toLowerCase()}${wordsOf(path)}`,
    summary: `${summary}${accessNote(access)}`,
    ...(deprecated ? { deprecated } : {}),
    ...(security === undefined ? {} : { security }),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...parametersOf(headers, 'header'),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: { ...answersOf(operation), ...problemsOf(operation) },
  };
}

function answersOf({ method, headers, answers, answersAs }: Operation) {
  const conditional = method === 'GET' && headers?.properties['if-none-match'] !== undefined;
  const told = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: STATUS_CODES[status] ?? status,
      ...(status === '201' ? { headers: locationHeader } : {}),
      ...(status === '204' || status === '304' ? {} : { content: contentOf(schema, answersAs) }),
    },
  ]);
  return {
    ...(conditional ? { 304: { description: 'It is still what If-None-Match names' } } : {}),
    ...Object.fromEntries(told),
  };
}

const locationHeader = {
  Location: { description: 'Where what was made is', schema: { type: 'string' } },
};

/** `/v1/products/:id` becomes `V1ProductsId`. */
function wordsOf(path: string): string {
  return path.replaceAll(/[^a-z0-9]+([a-z0-9]?)/gi, (_, first: string) => first.toUpperCase());
}

/** Roles stand in `security`, which few readers show. */
function accessNote(access: Access): string {
  return typeof access === 'object' ? ` (needs ${accessWords(access)})` : '';
}

function contentOf(schema: TSchema, mediaType = 'application/json') {
  const example = mediaType === 'application/json' ? exampleMember(schema) : {};
  return { [mediaType]: { schema, ...example } };
}

function exampleMember(schema: TSchema) {
  const example = exampleOf(schema);
  return example === undefined ? {} : { example };
}

function parametersOf(schema: TObject | undefined, place: 'path' | 'query' | 'header') {
  if (schema === undefined) return [];
  const required: readonly string[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...exampleMember(property),
  }));
}
