import { type Clock, systemClock } from '../time/clock.ts';
import type { LineSink } from './line-sink.ts';
import { stdoutSink } from './line-sink.ts';
import { redacted } from './redaction.ts';
import type { Sampling } from './sampler.ts';
import { createSpanExporter, type FinishedSpan } from './span-exporter.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
/** Down to which level is written; `off` writes nothing at all, to measure what telemetry costs. */
export type LogThreshold = LogLevel | 'off';
export const logThresholds: readonly LogThreshold[] = [...logLevels, 'off'];
export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON object a line on stdout: where it goes from there is the platform's business. */
export interface Log {
  debug(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  error(sentence: string, fields?: LogFields): void;
  /** A log that writes these fields on every line. */
  with(fields: LogFields): Log;
  /**
   * Writes the JSON members of a line that is known to hold nothing secret. The access log's way around redaction.
   * A metric is written at every threshold but `off`.
   */
  raw(level: LogLevel | 'metric', members: string): void;
  /** Hands a span of a sampled trace to the agent beside the task, where there is one. */
  span?(span: FinishedSpan): void;
  /** Which requests leave spans, as the stage says. @default - the usual ones */
  readonly sampling?: Sampling;
  /** Writes out what is held back. */
  flush(): void;
}

export interface LogConfiguration {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly logLevel: LogThreshold;
  readonly stage?: string;
  /** Where the agent takes spans. @default - they are lines, and nothing else */
  readonly tracesUrl?: string | undefined;
  /** @default - the usual one */
  readonly sampling?: Sampling | undefined;
}

interface LogParts {
  readonly sink?: LineSink;
  readonly clock?: Clock;
}

export function createLog(configuration: LogConfiguration, parts: LogParts = {}): Log {
  const { sink = stdoutSink(), clock = systemClock } = parts;
  const names = JSON.stringify({
    service: configuration.serviceName,
    version: configuration.serviceVersion,
  }).slice(1, -1);
  const { tracesUrl: url, stage = 'local', sampling } = configuration;
  const span = url === undefined ? undefined : createSpanExporter({ ...configuration, stage, url, clock });
  const threshold = logThresholds.indexOf(configuration.logLevel);
  return logWith({ names, threshold, sink, clock, ...(span && { span }), ...(sampling && { sampling }) }, '');
}

interface Writer {
  readonly names: string;
  readonly threshold: number;
  readonly sink: LineSink;
  readonly clock: Clock;
  readonly span?: (span: FinishedSpan) => void;
  readonly sampling?: Sampling;
}

function logWith(writer: Writer, bound: string): Log {
  const raw: Log['raw'] = (level, members) => {
    if (!isWritten(level, writer)) return;
    const time = new Date(writer.clock.now()).toISOString();
    writer.sink.write(`{"time":"${time}","level":"${level}",${writer.names}${bound}${members}}\n`);
    if (level === 'error') writer.sink.flush();
  };
  const say = (level: LogLevel) => (sentence: string, fields?: LogFields) => {
    if (!isWritten(level, writer)) return;
    raw(level, `,"message":${JSON.stringify(redacted(sentence))}${membersOf(fields)}`);
  };
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    with: (fields) => logWith(writer, bound + membersOf(fields)),
    raw,
    ...(writer.span && { span: writer.span }),
    ...(writer.sampling && { sampling: writer.sampling }),
    flush: () => writer.sink.flush(),
  };
}

function isWritten(level: LogLevel | 'metric', { threshold }: Writer): boolean {
  return level === 'metric' ? threshold < logLevels.length : logLevels.indexOf(level) >= threshold;
}

function membersOf(fields: LogFields | undefined): string {
  if (fields === undefined) return '';
  const members = JSON.stringify(redacted(fields)).slice(1, -1);
  return members === '' ? '' : `,${members}`;
}
