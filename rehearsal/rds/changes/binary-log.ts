import { open } from 'node:fs/promises';

/** A place in the logs of a server, as its own commands name it. */
export interface LogPosition {
  /** `changes.000001` */
  readonly file: string;
  readonly position: number;
}

export interface LoggedEvent {
  /** Where it begins in its file. */
  readonly position: number;
  readonly length: number;
  readonly type: number;
  /** When the statement began that it is of, in seconds since 1970. */
  readonly at: number;
  readonly flags: number;
}

/** The first event stands behind four bytes that say what the file is. */
export const firstPosition = 4;

/** Time (4 bytes), type (1), server (4), length (4), where the next one begins (4), flags (2); the smallest first. */
const headerLength = 19;

/** Begins each transaction, and each statement that is one by itself. */
export const transactionBegins = 162;

/** Of a file's first event: the server has not closed the file. */
const inUse = 1;

/** The events whose headers are whole in a piece of a log that begins with one. */
export function eventsIn(
  piece: Buffer,
  begins: number,
): { readonly events: readonly LoggedEvent[]; readonly next: number } {
  const events: LoggedEvent[] = [];
  let offset = 0;
  while (offset + headerLength <= piece.length) {
    const length = piece.readUInt32LE(offset + 9);
    if (length < headerLength) {
      throw new Error(`no event of a binary log stands at ${begins + offset}: it would have ${length} bytes`);
    }
    events.push({
      position: begins + offset,
      length,
      type: piece.readUInt8(offset + 4),
      at: piece.readUInt32LE(offset),
      flags: piece.readUInt16LE(offset + 17),
    });
    offset += length;
  }
  return { events, next: begins + offset };
}

const pieceLength = 1024 * 1024;

/** Its events from the first on, a piece at a time, since a log may be larger than memory should be. */
export async function* piecesOf(path: string): AsyncGenerator<readonly LoggedEvent[]> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(pieceLength);
    let begins = firstPosition;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceLength, begins);
      const { events, next } = eventsIn(buffer.subarray(0, bytesRead), begins);
      if (events.length === 0) return;
      yield events;
      begins = next;
    }
  } finally {
    await file.close();
  }
}

/** Whether the server that wrote it ended without closing it, or has it open. */
export async function isLeftOpen(path: string): Promise<boolean> {
  for await (const [first] of piecesOf(path)) return first !== undefined && (first.flags & inUse) !== 0;
  // Nothing stands in it: its server was killed while it began it.
  return true;
}
