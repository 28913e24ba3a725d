import { constants, createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isLeftOpen, type LogPosition } from './binary-log.ts';
import { changeLogsIn, numberOf, removeChangeLogs, sizeOf } from './change-log-files.ts';
import { positionOfMoment } from './position-of-moment.ts';

/** From when on every second can be had again, in milliseconds since 1970; or why none can. */
export type RestoreWindow = { readonly earliest: number } | { readonly none: string };

export interface ChangeRecordProps {
  /** Of the database: `data/` is in it, and `base/` is made beside that. */
  readonly folder: string;
  readonly now?: () => number;
  /** Of the data at a start, and of the changes since. @default - 512 MiB */
  readonly mostBytes?: number;
}

export interface AskedCopy {
  readonly moment: number | 'latest';
  /** Behind the last transaction of the server that is whole. */
  readonly end: LogPosition;
  /** Becomes a data folder as it was when the server started, with the changes since then beside it. */
  readonly into: string;
  /** What the copied logs are called there. */
  readonly as: string;
}

export interface CopiedLogs {
  readonly first: string;
  readonly last: string;
}

const mebibyte = 1024 * 1024;

/** What a database was when its server started, and its server's log of what has changed since. */
export class ChangeRecord {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #mostBytes: number;
  #window: RestoreWindow = { none: 'its server has not started yet' };
  /** The first log that the copy knows nothing of. */
  #first = 1;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ folder, now = Date.now, mostBytes = 512 * mebibyte }: ChangeRecordProps) {
    this.#folder = folder;
    this.#now = now;
    this.#mostBytes = mostBytes;
  }

  get window(): RestoreWindow {
    return this.#window;
  }

  keepNothing(why: string): void {
    this.#window = { none: why };
  }

  /** Begins anew with what there is. The server is down, so that its files are still. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      await rm(this.#base, { recursive: true, force: true });
      await this.#leaveOldLogs();
      this.#window = await this.#copyData();
    });
  }

  /**
   * Keeps the changes from filling the disk: where they are too many there is no window until the next start.
   * @param forget makes the server remove all its logs but one that it begins
   */
  look(forget: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      const size = await sizeOf(this.#data, await changeLogsIn(this.#data));
      if (size <= this.#mostBytes) return;
      if ('earliest' in this.#window) {
        this.#window = { none: `more than ${this.#most} of changes came since its server started` };
        await rm(this.#base, { recursive: true, force: true });
      }
      await forget();
    });
  }

  /** Makes a data folder of a moment's past, and says which is the last of the logs that lead from it to the moment. */
  copy({ moment, end, into, as }: AskedCopy): Promise<CopiedLogs> {
    return this.#inTurn(async () => {
      if ('none' in this.#window) throw new Error(this.#window.none);
      await copyFolder(this.#base, into);
      const since = (await changeLogsIn(this.#data)).filter(
        (log) => numberOf(log) >= this.#first && numberOf(log) <= numberOf(end.file),
      );
      const stop =
        moment === 'latest' ? end : await positionOfMoment({ folder: this.#data, logs: since, end, moment });
      const wanted = since.filter((log) => numberOf(log) <= numberOf(stop.file));
      this.#refuseGap(wanted, stop);
      const named = (log: string) => `${as}.${log.split('.')[1]}`;
      for (const log of wanted) {
        await pipeline(
          createReadStream(join(this.#data, log), log === stop.file ? { end: stop.position - 1 } : {}),
          createWriteStream(join(into, named(log)), { mode: 0o600 }),
        );
      }
      await writeFile(join(into, `${as}.index`), wanted.map((log) => `./${named(log)}\n`).join(''));
      return { first: named(wanted[0] ?? stop.file), last: named(stop.file) };
    });
  }

  /**
   * A server that was killed finds in its last logs what it had committed, and does not start without them: then they
   * stay, and the copy has them too.
   */
  async #leaveOldLogs(): Promise<void> {
    const newest = (await changeLogsIn(this.#data)).at(-1);
    const wasKilled = newest !== undefined && (await isLeftOpen(join(this.#data, newest)));
    if (!wasKilled) await removeChangeLogs(this.#data);
    this.#first = wasKilled ? numberOf(newest) + 1 : 1;
  }

  /** Somebody may have told the server to remove its logs. */
  #refuseGap(logs: readonly string[], { file }: LogPosition): void {
    const expected = numberOf(file) - this.#first + 1;
    if (logs.length === expected) return;
    throw new Error(
      `of the ${expected} logs that lead from the copied data to ${file}, ${logs.length} are there: somebody has removed the others, and no moment can be had until the server starts again`,
    );
  }

  async #copyData(): Promise<RestoreWindow> {
    const earliest = this.#now();
    const size = await sizeOf(this.#data);
    if (size > this.#mostBytes) {
      const has = `its data had ${Math.round(size / mebibyte)} MiB when its server started`;
      return { none: `${has}, and more than ${this.#most} are not copied: the start would be slow` };
    }
    try {
      await copyFolder(this.#data, this.#base);
      return { earliest };
    } catch (error) {
      await rm(this.#base, { recursive: true, force: true });
      return { none: `its data could not be copied when its server started: ${(error as Error).message}` };
    }
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #base(): string {
    return join(this.#folder, 'base');
  }

  get #most(): string {
    return `${Math.round(this.#mostBytes / mebibyte)} MiB`;
  }

  /** One at a time: no copy is made of what is just being made anew. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Where the disk can share blocks between two files, nothing is copied until one of them changes. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}
