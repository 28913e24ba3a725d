import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logLines } from '../../pipeline/operations/log-lines.ts';

const shown = 3;

/** What the tasks of a service wrote of errors since then, each once: a migration that failed says here which statement. */
export async function errorsWritten(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  { group, since }: { readonly group: string; readonly since: number },
): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const line of logLines(logs, { group, since, matching: 'error' })) {
    const sentence = errorIn(line);
    if (sentence !== undefined) found.add(sentence);
  }
  return [...found].slice(-shown);
}

/** What a line of a log says where it tells of an error. */
export function errorIn(line: string): string | undefined {
  try {
    const { level, message, error } = JSON.parse(line);
    if (level !== 'error') return undefined;
    return [message, error?.message].filter((part) => typeof part === 'string').join(': ');
  } catch {
    return undefined;
  }
}
