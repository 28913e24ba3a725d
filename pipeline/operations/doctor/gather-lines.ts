import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

export interface LinesQuery {
  readonly group: string;
  readonly service: string;
  /** Whose words are wanted, the most telling first. */
  readonly taskIds: readonly string[];
}

const wanted = 20;

/** The last lines of the first of these tasks that wrote any. */
export async function linesOf(
  logs: Pick<CloudWatchLogsClient, 'send'>,
  { group, service, taskIds }: LinesQuery,
): Promise<readonly string[]> {
  for (const id of taskIds.slice(0, 3)) {
    try {
      const { events = [] } = await logs.send(
        new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: `${service}/${service}/${id}`,
          limit: wanted,
          startFromHead: false,
        }),
      );
      if (events.length > 0) return events.map(({ message = '' }) => message);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
    }
  }
  return [];
}
