import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { isPassing } from '../release/passing-trouble.ts';

export interface LogQuery {
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** A text that each line holds. @default - all lines */
  readonly matching: string | undefined;
  /** Between two looks, where they are followed. @default - the lines there are now, and no more */
  readonly pause?: () => Promise<unknown>;
}

/** How much later a line may arrive than one that was written after it. */
const lateMs = 10_000;

/** The lines of a log group, oldest first, each once; with `pause`, those to come as well. */
export async function* logLines(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  { group, since, matching, pause }: LogQuery,
): AsyncGenerator<string> {
  let seen = new Map<string, number>();
  let newest = since;
  for (;;) {
    try {
      for await (const { eventId = '', timestamp = 0, message = '' } of pages(logs, {
        logGroupName: group,
        startTime: Math.max(since, newest - lateMs),
        ...(matching === undefined ? {} : { filterPattern: `"${matching}"` }),
      })) {
        if (seen.has(eventId)) continue;
        seen.set(eventId, timestamp);
        newest = Math.max(newest, timestamp);
        yield message;
      }
    } catch (error) {
      // Who follows a log goes on through a moment of trouble.
      if (pause === undefined || !isPassing(error)) throw error;
    }
    if (pause === undefined) return;
    const kept = newest - lateMs;
    seen = new Map([...seen].filter(([, timestamp]) => timestamp >= kept));
    await pause();
  }
}

async function* pages(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  request: { readonly logGroupName: string; readonly startTime: number; readonly filterPattern?: string },
) {
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({ ...request, ...(nextToken === undefined ? {} : { nextToken }) }),
    );
    yield* page.events ?? [];
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}
