import { join } from 'node:path';
import { type LogPosition, piecesOf, transactionBegins } from './binary-log.ts';

export interface AskedMoment {
  /** The folder that the logs lie in. */
  readonly folder: string;
  /** By name, the oldest first. */
  readonly logs: readonly string[];
  /** Behind the last transaction that is whole, in the last of them. */
  readonly end: LogPosition;
  /** In milliseconds since 1970. Whatever happened in its second still belongs to it, as on RDS. */
  readonly moment: number;
}

/** Where the first transaction begins that is later than a moment; the end, where there is none. */
export async function positionOfMoment({ folder, logs, end, moment }: AskedMoment): Promise<LogPosition> {
  const second = Math.floor(moment / 1000);
  for (const file of logs) {
    for await (const events of piecesOf(join(folder, file))) {
      const later = events.find(({ type, at }) => type === transactionBegins && at > second);
      if (later === undefined) continue;
      return file === end.file && later.position > end.position ? end : { file, position: later.position };
    }
  }
  return end;
}
