export interface LogEvent {
  readonly stream: string;
  /** When it was printed, in milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
  /** Its place among the events of its stream with the same timestamp. */
  readonly nth: number;
}

/** As a line of a log file: people read these files too. */
export function formatEvent(timestamp: number, message: string): string {
  return `${new Date(timestamp).toISOString()} ${message}\n`;
}

const stampLength = '2026-01-01T00:00:00.000Z'.length;

export function parseEvents(stream: string, text: string): readonly LogEvent[] {
  let last = Number.NaN;
  let nth = 0;
  return text.split('\n').flatMap((line) => {
    const timestamp = Date.parse(line.slice(0, stampLength));
    if (Number.isNaN(timestamp)) return [];
    nth = timestamp === last ? nth + 1 : 0;
    last = timestamp;
    return [{ stream, timestamp, message: line.slice(stampLength + 1), nth }];
  });
}
