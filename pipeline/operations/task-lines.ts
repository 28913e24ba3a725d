import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Pace } from './pace.ts';

export interface TaskLinesProps {
  readonly logs: Pick<CloudWatchLogsClient, 'send'>;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Told each line, once. */
  readonly line: (line: string) => void;
}

/** A stretch of time in which nothing was written may be an empty page; so many in a row are no more news. */
const mostEmptyPages = 20;

/** What is written last reaches CloudWatch last: by then a task may have been STOPPED for seconds. */
const lastLinesMs = 15_000;
const quietLooks = 2;

/** What one task writes, from its first line on. */
export class TaskLines {
  readonly #props: TaskLinesProps;
  #token: string | undefined;

  constructor(props: TaskLinesProps) {
    this.#props = props;
  }

  /**
   * Tells what came since the last look, to its end: a page is at most 1 MB, may be partly filled or empty, and only a
   * token that comes back as it was given says that there is no other.
   * @returns how many lines came
   */
  async more(): Promise<number> {
    let came = 0;
    for (let empty = 0; empty < mostEmptyPages; ) {
      const { lines, token } = await this.#page();
      for (const line of lines) this.#props.line(line);
      came += lines.length;
      empty = lines.length === 0 ? empty + 1 : 0;
      if (token === undefined || token === this.#token) break;
      // Kept at once: a later page that fails is asked for again, and no line is told twice.
      this.#token = token;
    }
    return came;
  }

  /** Of a task that has ended: looks on until nothing more comes. */
  async rest(pace: Pick<Pace, 'now' | 'pause'>): Promise<void> {
    const until = pace.now() + lastLinesMs;
    let quiet = 0;
    while (quiet < quietLooks && pace.now() < until) {
      await pace.pause();
      quiet = (await this.more()) === 0 ? quiet + 1 : 0;
    }
  }

  async #page(): Promise<{ readonly lines: readonly string[]; readonly token: string | undefined }> {
    const { logs, logGroupName, logStreamName } = this.#props;
    try {
      const { events = [], nextForwardToken } = await logs.send(
        new GetLogEventsCommand({
          logGroupName,
          logStreamName,
          startFromHead: true,
          ...(this.#token === undefined ? {} : { nextToken: this.#token }),
        }),
      );
      return { lines: events.map(({ message = '' }) => message), token: nextForwardToken };
    } catch (error) {
      // It has written nothing yet.
      if (error instanceof Error && error.name === 'ResourceNotFoundException')
        return { lines: [], token: undefined };
      throw error;
    }
  }
}
