import type { Router } from 'express';
import { methodNotAllowed } from '../problems/problem.ts';
import type { Operation } from './operation.ts';
import { operationHandler } from './operation-handler.ts';
import { writeAnswer } from './write-answer.ts';

/** Routes operations; a path that has some answers all other methods with what it allows. */
export function addOperations(app: Pick<Router, 'route'>, operations: readonly Operation[]): void {
  const byPath = Map.groupBy(operations, (operation) => operation.path);
  for (const [path, together] of byPath) {
    const route = app.route(path);
    for (const operation of together) {
      route[methodOf(operation)](operationHandler(operation));
    }
    const allow = allowedMethods(together);
    route.all((request, response) => {
      if (request.method === 'OPTIONS') {
        writeAnswer(request, response, { status: 204, headers: { allow }, body: undefined });
        return;
      }
      throw methodNotAllowed(`${request.method} is not allowed here, allowed: ${allow}`, allow);
    });
  }
}

function methodOf({ method }: Operation): 'get' | 'post' | 'put' | 'patch' | 'delete' {
  return method.toLowerCase() as Lowercase<typeof method>;
}

function allowedMethods(operations: readonly Operation[]): string {
  const methods = operations.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}
