import type { Request, Response } from 'express';
import { requireAccess } from '../auth/caller.ts';
import { gatewayTimeout } from '../problems/problem.ts';
import { contextOf } from './context-of.ts';
import { textConverter } from './converted-text.ts';
import type { Call, Operation } from './operation.ts';
import { parseJson } from './parse-json.ts';
import { parseQuery } from './query-string.ts';
import { readBody, requireJson } from './read-body.ts';
import { guardOf } from './validation.ts';
import { writeAnswer } from './write-answer.ts';

/** Reads and checks all an operation asks for, cheapest first, and writes what it answers. */
export function operationHandler(
  operation: Operation,
): (request: Request, response: Response) => Promise<void> {
  const readParams = partReader(operation.params, 'params');
  const readQuery = partReader(operation.query, 'query');
  const guardHeaders = operation.headers === undefined ? undefined : guardOf(operation.headers, 'headers');
  const guardBody = operation.body === undefined ? undefined : guardOf(operation.body, 'body');

  return async (request, response) => {
    const context = contextOf(request);
    context.route = operation.path;
    requireAccess(operation.access, context.caller);
    const params = readParams === undefined ? {} : readParams(request.params);
    const query = readQuery === undefined ? {} : readQuery(parseQuery(request.url));
    guardHeaders?.(request.headers);
    let body: unknown;
    if (guardBody !== undefined) {
      requireJson(request);
      body = parseJson(await readBody(request, response, operation.bodyLimit));
      guardBody(body);
    }
    if (context.remainingMs() === 0) throw gatewayTimeout('the deadline was over before the work began');
    const call: Call = { params, query, headers: request.headers, body, context };
    writeAnswer(request, response, await operation.handle(call));
  };
}

type Texts = Readonly<Record<string, string | string[]>>;

function partReader(
  schema: Operation['params'],
  part: 'params' | 'query',
): ((texts: Texts) => Record<string, unknown>) | undefined {
  if (schema === undefined) return undefined;
  const convert = textConverter(schema);
  const guard = guardOf(schema, part);
  return (texts) => {
    const values = convert(texts);
    guard(values);
    return values;
  };
}
