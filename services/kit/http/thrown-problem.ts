import { badRequest, Problem, problem } from '../problems/problem.ts';
import type { RequestContext } from './request-context.ts';

/** What the client is told of something thrown. Only a Problem speaks for itself; the rest goes to the log. */
export function thrownProblem(error: unknown, context: RequestContext): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof URIError) return badRequest('the path holds percent signs that are not UTF-8');
  context.log.error('an operation failed', { error, route: context.route });
  return problem({
    status: 500,
    kind: 'internal',
    title: 'Something went wrong here',
    detail: 'it is in the log under the trace id',
  });
}
