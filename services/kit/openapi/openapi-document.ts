import { STATUS_CODES } from 'node:http';
import Type, { type TObject, type TSchema } from 'typebox';
import { type Access, accessWords } from '../auth/caller.ts';
import type { Operation } from '../http/operation.ts';

export interface ApiDescription {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly operations: readonly Operation[];
}

const problemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  instance: Type.String(),
  traceId: Type.String(),
});

export function openapiDocument({ title, description, version, operations }: ApiDescription) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title, description, version },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'What stands in the way (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function described({ method, path, summary, access, params, query, headers, body, answers }: Operation) {
  return {
    operationId: `${method.toLowerCase()}${wordsOf(path)}`,
    summary: `${summary}${accessNote(access)}`,
    ...(access === 'anyone' ? {} : { security: [{ token: [] }] }),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...parametersOf(headers, 'header'),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          {
            description: STATUS_CODES[status] ?? status,
            ...(status === '204' || status === '304' ? {} : { content: contentOf(schema) }),
          },
        ]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** `/v1/products/:id` becomes `V1ProductsId`. */
function wordsOf(path: string): string {
  return path.replaceAll(/[^a-z0-9]+([a-z0-9]?)/gi, (_, first: string) => first.toUpperCase());
}

/** A token alone is told by `security`; what it must be besides stands in words. */
function accessNote(access: Access): string {
  return typeof access === 'object' ? ` (needs ${accessWords(access)})` : '';
}

function contentOf(schema: TSchema) {
  return { 'application/json': { schema } };
}

function parametersOf(schema: TObject | undefined, place: 'path' | 'query' | 'header') {
  if (schema === undefined) return [];
  const required: readonly string[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}
