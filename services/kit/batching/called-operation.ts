import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, requireAccess } from '../auth/caller.ts';
import type { Answer } from '../http/answer.ts';
import { textConverter } from '../http/converted-text.ts';
import type { Operation } from '../http/operation.ts';
import type { RequestContext } from '../http/request-context.ts';
import { guardOf } from '../http/validation.ts';

export interface OperationCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly context: RequestContext;
}

/** An operation that is called without a request of its own; who may, and with what, is checked all the same. */
export interface CalledOperation {
  readonly method: string;
  /** As the operation has it. */
  readonly path: string;
  matches(path: string): boolean;
  answer(call: OperationCall): Promise<Answer>;
}

export function calledOperation(operation: Operation): CalledOperation {
  const names = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const pattern = new RegExp(`^${operation.path.replaceAll(/:\w+/g, '([^/?]+)')}$`);
  const convert = operation.params === undefined ? undefined : textConverter(operation.params);
  const guardParams = operation.params === undefined ? undefined : guardOf(operation.params, 'params');
  const guardHeaders = operation.headers === undefined ? undefined : guardOf(operation.headers, 'headers');
  const guardBody = operation.body === undefined ? undefined : guardOf(operation.body, 'body');
  const paramsIn = (path: string): Record<string, unknown> => {
    const values = pattern.exec(path)?.slice(1) ?? [];
    const texts = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]));
    const params = convert === undefined ? texts : convert(texts);
    guardParams?.(params);
    return params;
  };
  return {
    method: operation.method,
    path: operation.path,
    matches: (path) => pattern.test(path),
    async answer({ path, headers, body, caller, context }) {
      requireAccess(operation.access, caller);
      const params = paramsIn(path);
      guardHeaders?.(headers);
      guardBody?.(body);
      return await operation.handle({ params, query: {}, headers, body, context });
    },
  };
}
