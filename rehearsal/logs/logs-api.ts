import { createHash } from 'node:crypto';
import { type ApiService, AwsError, type Operation } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { eventPage } from './event-page.ts';
import { matcherOf } from './filter-pattern.ts';
import type { LogEvent } from './log-event.ts';
import type { LogGroup } from './log-group.ts';
import type { LogGroups } from './log-groups.ts';

export interface LogsApiProps {
  readonly groups: LogGroups;
  readonly arnOf: (group: string) => string;
}

/** The part of CloudWatch Logs' API that reads. */
export function logsApi({ groups, arnOf }: LogsApiProps): ApiService {
  const groupOf = (input: PropertyReader): LogGroup => {
    const named = input.text('logGroupName') ?? nameIn(input.requiredText('logGroupIdentifier'));
    const group = groups.find(named);
    if (group) return group;
    const known = groups.all().map(({ name }) => name);
    throw new AwsError(
      'ResourceNotFoundException',
      `The specified log group does not exist: '${named}'. There are: ${known.join(', ') || 'none'}`,
    );
  };

  const operations: Record<string, (input: PropertyReader) => unknown> = {
    DescribeLogGroups(input) {
      const prefix = input.text('logGroupNamePrefix') ?? '';
      const part = input.text('logGroupNamePattern') ?? '';
      return {
        logGroups: groups
          .all()
          .filter(({ name }) => name.startsWith(prefix) && name.includes(part))
          .map(({ name, created }) => ({
            logGroupName: name,
            creationTime: Math.floor(created),
            arn: `${arnOf(name)}:*`,
            logGroupArn: arnOf(name),
            metricFilterCount: 0,
            logGroupClass: 'STANDARD',
          })),
      };
    },

    async DescribeLogStreams(input) {
      const group = groupOf(input);
      const prefix = input.text('logStreamNamePrefix') ?? '';
      const streams = await Promise.all(
        group.streams
          .filter(({ name }) => name.startsWith(prefix))
          .map(async (stream) => {
            const events = await stream.events();
            return {
              logStreamName: stream.name,
              arn: `${arnOf(group.name)}:log-stream:${stream.name}`,
              creationTime: events.at(0)?.timestamp,
              firstEventTimestamp: events.at(0)?.timestamp,
              lastEventTimestamp: events.at(-1)?.timestamp,
              lastIngestionTime: events.at(-1)?.timestamp,
            };
          }),
      );
      const byTime = input.text('orderBy') === 'LastEventTime';
      const key = (stream: (typeof streams)[number]) =>
        byTime ? (stream.lastEventTimestamp ?? 0) : stream.logStreamName;
      streams.sort((a, b) => (key(a) < key(b) ? -1 : 1));
      if (input.flag('descending')) streams.reverse();
      return { logStreams: streams.slice(0, input.number('limit') ?? 50) };
    },

    async GetLogEvents(input) {
      const name = input.requiredText('logStreamName');
      const stream = groupOf(input).stream(name);
      if (!stream)
        throw new AwsError(
          'ResourceNotFoundException',
          `The specified log stream does not exist: '${name}'.`,
        );
      const events = (await stream.events()).filter(inTime(input));
      const page = eventPage(events, {
        token: input.text('nextToken'),
        limit: input.number('limit') ?? 10_000,
        fromHead: input.flag('startFromHead') ?? false,
      });
      return {
        ...page,
        events: page.events.map(({ timestamp, message }) => ({
          timestamp,
          message,
          ingestionTime: timestamp,
        })),
      };
    },

    async FilterLogEvents(input) {
      const group = groupOf(input);
      const names = input.texts('logStreamNames');
      const prefix = input.text('logStreamNamePrefix') ?? '';
      const matches = matcherOf(input.text('filterPattern'));
      const wanted = group.streams.filter(
        ({ name }) => name.startsWith(prefix) && (names.length === 0 || names.includes(name)),
      );
      const events = (await Promise.all(wanted.map((stream) => stream.events())))
        .flat()
        .filter(inTime(input))
        .filter(({ message }) => matches(message))
        .sort((a, b) => a.timestamp - b.timestamp);
      const from = Number(input.text('nextToken') ?? 0);
      const to = from + (input.number('limit') ?? 10_000);
      return {
        events: events.slice(from, to).map((event) => ({
          logStreamName: event.stream,
          timestamp: event.timestamp,
          ingestionTime: event.timestamp,
          message: event.message,
          eventId: idOf(event),
        })),
        searchedLogStreams: [],
        ...(to < events.length && { nextToken: String(to) }),
      };
    },
  };

  return {
    signingName: 'logs',
    protocol: 'json',
    namespace: 'Logs_20140328',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, Operation] => [
        name,
        (input) => operation(new PropertyReader(name, input)),
      ]),
    ),
  };
}

/** `arn:aws:logs:<region>:<account>:log-group:<name>`, perhaps with `:*` after it, or the name alone. */
function nameIn(identifier: string): string {
  return identifier.startsWith('arn:') ? (identifier.split(':')[6] ?? identifier) : identifier;
}

function inTime(input: PropertyReader): (event: LogEvent) => boolean {
  const [start, end] = [input.number('startTime') ?? 0, input.number('endTime') ?? Number.POSITIVE_INFINITY];
  return ({ timestamp }) => timestamp >= start && timestamp < end;
}

/** `aws logs tail --follow` leaves out events by this id, so it is the same at every call. */
function idOf({ stream, timestamp, nth }: LogEvent): string {
  const hash = createHash('sha256').update(stream).digest().readUInt32BE(0);
  return `${String(timestamp).padStart(20, '0')}${String(hash).padStart(10, '0')}${String(nth).padStart(10, '0')}`;
}
