import { createLog, type Log } from '../../../../services/kit/telemetry/log.ts';

export interface RecordedLog {
  readonly log: Log;
  /** The lines written, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

export function recordedLog(): RecordedLog {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = createLog(
    { serviceName: 'sample', serviceVersion: 'v1', logLevel: 'debug' },
    { sink: { write: (line) => void lines.push(JSON.parse(line)), flush: () => {} } },
  );
  return { log, lines };
}
