import type { Problem } from './problem.ts';

export const problemContentType = 'application/problem+json';

/** The body a client reads (RFC 9457). `instance` and `traceId` lead whoever is asked about it to the logs. */
export function problemDocument(problem: Problem, instance: string, traceId: string): string {
  return JSON.stringify({
    type: `urn:shoal:problem:${problem.kind}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance,
    traceId,
    ...problem.members,
  });
}
