/** A question to the logs that is ready in Athena. It reads the last day and no more. */
export interface LogQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

/** A table over files that AWS names by time, of which each folder is a part. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The parts of a folder's name, outermost first, each with how its values are found. */
  readonly parts: readonly LogPart[];
  /** How a file is read. */
  readonly format: LogFormat;
  readonly queries: readonly LogQuery[];
}

export interface LogPart {
  readonly name: string;
  readonly comment: string;
  /** As Athena's projection takes it, without its prefix. */
  readonly projection: Readonly<Record<string, string>>;
}

export interface LogFormat {
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly library: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Values of a part that is a time. */
export function timePart(pattern: string, unit: 'DAYS' | 'HOURS', days: number): LogPart['projection'] {
  return {
    type: 'date',
    format: pattern,
    range: `NOW-${days}DAYS,NOW`,
    interval: '1',
    'interval.unit': unit,
  };
}
