import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { textConverter } from '../../services/kit/http/converted-text.ts';
import { parseQuery } from '../../services/kit/http/query-string.ts';
import { exchangePath, type OpenApiDocument, type OpenApiOperation, operationAt } from './openapi-reader.ts';

/** One request and its answer, as they went over the wire. */
export interface HttpExchange {
  readonly method: string;
  /** With its query. */
  readonly target: string;
  readonly requestHeaders: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly requestBody: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/**
 * Tells in what an exchange differs from the document: an answer that is not described, a body that does not fit,
 * or a request that was carried out although the description forbids it. Paths that it lacks are not its concern.
 */
export function conformanceTo(document: OpenApiDocument): (exchange: HttpExchange) => readonly string[] {
  const validators = new Map<unknown, Validator>();
  const problemsIn = (schema: object, value: unknown): readonly string[] => {
    let validator = validators.get(schema);
    if (validator === undefined) {
      validator = Compile(schema as TSchema);
      validators.set(schema, validator);
    }
    if (validator.Check(value)) return [];
    return validator.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  };
  return (exchange) => {
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
    const found = operationAt(document, method, exchangePath(exchange.target));
    if (found === undefined) return [];
    const { operation, params } = found;
    const subject = `${exchange.method} ${exchange.target} -> ${exchange.status}`;
    const violations = answerViolations(document, operation, exchange, problemsIn);
    if (exchange.status < 300) violations.push(...requestViolations(operation, exchange, params, problemsIn));
    return violations.map((violation) => `${subject}: ${violation}`);
  };
}

type ProblemsIn = (schema: object, value: unknown) => readonly string[];

function answerViolations(
  document: OpenApiDocument,
  operation: OpenApiOperation,
  { method, status, headers, body }: HttpExchange,
  problemsIn: ProblemsIn,
): string[] {
  const type = headers['content-type']?.split(';')[0];
  if (status >= 400) {
    if (type !== 'application/problem+json') return [`a refusal is of the type ${type}`];
    return method === 'HEAD'
      ? []
      : problemsIn(document.components.schemas.Problem, parsed(body)).map((problem) => `problem: ${problem}`);
  }
  const described = operation.responses[status];
  if (described === undefined) {
    return [`the status is not described, only ${Object.keys(operation.responses).join(', ')}`];
  }
  const { content } = described;
  if (content === undefined) return body === '' ? [] : ['an answer described as empty has a body'];
  const media = type === undefined ? undefined : content[type];
  if (media === undefined) return [`the type ${type} is not described`];
  if (method === 'HEAD' || media.schema === undefined || type !== 'application/json') return [];
  return problemsIn(media.schema, parsed(body)).map((problem) => `answer: ${problem}`);
}

function requestViolations(
  operation: OpenApiOperation,
  { target, requestHeaders, requestBody }: HttpExchange,
  params: Readonly<Record<string, string>>,
  problemsIn: ProblemsIn,
): readonly string[] {
  const violations: string[] = [];
  const texts = { path: params, query: parseQuery(target), header: requestHeaders };
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    const text = texts[place][place === 'header' ? name.toLowerCase() : name] as string | undefined;
    if (text === undefined) {
      if (required) violations.push(`${place} parameter ${name} is required and was not sent`);
      continue;
    }
    const convert = textConverter({ type: 'object', properties: { value: schema } } as never);
    const { value } = convert({ value: text });
    violations.push(...problemsIn(schema, value).map((problem) => `${place} parameter ${name}: ${problem}`));
  }
  const body = operation.requestBody?.content['application/json']?.schema;
  if (body !== undefined) {
    violations.push(...problemsIn(body, parsed(requestBody)).map((problem) => `request: ${problem}`));
  }
  return violations;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
