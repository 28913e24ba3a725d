import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LogStream } from './log-stream.ts';

const keptStreams = 30;
const keptLines = 200;

/** The streams of a group, the longest idle first, and its last lines at hand. */
export class LogGroup {
  readonly name: string;
  readonly created: number;
  readonly #folder: string;
  readonly #streams = new Map<string, LogStream>();
  readonly #lastLines: string[] = [];

  constructor(name: string, folder: string) {
    this.name = name;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.created = statSync(folder).birthtimeMs;
    const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
    for (const file of files.sort((a, b) => changed(join(folder, a)) - changed(join(folder, b)))) {
      this.#open(decodeURIComponent(file.slice(0, -'.log'.length)));
    }
  }

  get streams(): readonly LogStream[] {
    return [...this.#streams.values()];
  }

  write(stream: string, timestamp: number, line: string): void {
    const known = this.#streams.get(stream);
    if (known) {
      // Last in the map is last written to.
      this.#streams.delete(stream);
      this.#streams.set(stream, known);
    }
    (known ?? this.#open(stream)).write(timestamp, line);
    this.#lastLines.push(line);
    if (this.#lastLines.length > keptLines) this.#lastLines.shift();
  }

  tail(lines: number): readonly string[] {
    return lines <= 0 ? [] : this.#lastLines.slice(-lines);
  }

  stream(name: string): LogStream | undefined {
    return this.#streams.get(name);
  }

  async flush(): Promise<void> {
    await Promise.all(this.streams.map((stream) => stream.flush()));
  }

  async delete(): Promise<void> {
    await Promise.all(this.streams.map((stream) => stream.delete()));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #open(name: string): LogStream {
    const stream = new LogStream(name, join(this.#folder, `${encodeURIComponent(name)}.log`));
    this.#streams.set(name, stream);
    const [oldest] = this.#streams.values();
    if (this.#streams.size > keptStreams && oldest) {
      this.#streams.delete(oldest.name);
      void oldest.delete();
    }
    return stream;
  }
}

function changed(file: string): number {
  return statSync(file).mtimeMs;
}
