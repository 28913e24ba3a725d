import { appendFile, readFile, rename, rm, stat } from 'node:fs/promises';
import { formatEvent, type LogEvent, parseEvents } from './log-event.ts';

/** A stream keeps this much, and as much again of what was before. */
const rotateAtBytes = 1024 * 1024;
const flushAfterMs = 100;

/** What one task prints, in a file; written in batches, so that a busy task costs few writes. */
export class LogStream {
  readonly name: string;
  readonly #file: string;
  #pending: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();
  #bytes: number | undefined;

  constructor(name: string, file: string) {
    this.name = name;
    this.#file = file;
  }

  write(timestamp: number, message: string): void {
    this.#pending.push(formatEvent(timestamp, message));
    this.#timer ??= setTimeout(() => void this.flush(), flushAfterMs).unref();
  }

  /** Resolves when all that was written so far stands in the file. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#pending.join('');
    this.#pending = [];
    // A full disk costs log lines, never the rehearsal.
    if (batch !== '') this.#written = this.#written.then(() => this.#append(batch)).catch(() => undefined);
    return this.#written;
  }

  async events(): Promise<readonly LogEvent[]> {
    await this.flush();
    const parts = await Promise.all(
      [`${this.#file}.1`, this.#file].map((file) => readFile(file, 'utf8').catch(() => '')),
    );
    return parseEvents(this.name, parts.join(''));
  }

  async delete(): Promise<void> {
    clearTimeout(this.#timer);
    this.#pending = [];
    await this.#written;
    await Promise.all([this.#file, `${this.#file}.1`].map((file) => rm(file, { force: true })));
  }

  async #append(batch: string): Promise<void> {
    this.#bytes ??= await stat(this.#file).then(
      ({ size }) => size,
      () => 0,
    );
    if (this.#bytes > rotateAtBytes) {
      await rename(this.#file, `${this.#file}.1`);
      this.#bytes = 0;
    }
    await appendFile(this.#file, batch);
    this.#bytes += Buffer.byteLength(batch);
  }
}
