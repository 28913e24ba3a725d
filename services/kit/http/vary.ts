import type { ServerResponse } from 'node:http';

/** What an answer depends on, with what a guard said before that it does: neither may hide the other. */
export function withVary(
  response: ServerResponse,
  vary: string | readonly string[] | undefined,
): string | undefined {
  const said = response.getHeader('vary');
  if (said === undefined && (vary === undefined || typeof vary === 'string')) return vary;
  const parts = [said, vary].flat().filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
