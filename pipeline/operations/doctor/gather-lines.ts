import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

export interface LinesQuery {
  readonly group: string;
  readonly service: string;
  /** Whose words are wanted, the most telling first. */
  readonly taskIds: readonly string[];
}

const wanted = 20;

/** A page may be empty although there are lines on the one before it. */
const emptyPages = 5;

/** The last lines of the first of these tasks that wrote any. */
export async function linesOf(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  { group, service, taskIds }: LinesQuery,
): Promise<readonly string[]> {
  for (const id of taskIds.slice(0, 3)) {
    try {
      const lines = await lastLines(logs, group, `${service}/${service}/${id}`);
      if (lines.length > 0) return lines;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    }
  }
  return [];
}

async function lastLines(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  logGroupName: string,
  logStreamName: string,
): Promise<readonly string[]> {
  let nextToken: string | undefined;
  for (let page = 0; page < emptyPages; page++) {
    const { events = [], nextBackwardToken } = await logs.send(
      new GetLogEventsCommand({
        logGroupName,
        logStreamName,
        limit: wanted,
        startFromHead: false,
        ...(nextToken && { nextToken }),
      }),
    );
    if (events.length > 0) return events.map(({ message = '' }) => message);
    if (nextBackwardToken === nextToken) return [];
    nextToken = nextBackwardToken;
  }
  return [];
}
