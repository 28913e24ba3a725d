import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './process-identity.ts';

export interface ProcessRecord {
  readonly pid: number;
  /** Together with the pid, this names one process for ever. */
  readonly start: string;
  readonly name: string;
  readonly stopTimeoutMs: number;
}

interface ProcessFileContents {
  /** The rehearsal that wrote the file. */
  readonly owner?: ProcessOwner;
  readonly processes: readonly ProcessRecord[];
}

export interface ProcessOwner {
  readonly pid: number;
  readonly start: string;
}

/** `processes.json` in the state folder: replaced as a whole, so that a reader never sees half of it. */
export class ProcessFile {
  readonly path: string;
  #records: readonly ProcessRecord[];

  constructor(stateFolder: string) {
    mkdirSync(stateFolder, { recursive: true });
    this.path = join(stateFolder, 'processes.json');
    this.#records = this.#read().processes;
  }

  get records(): readonly ProcessRecord[] {
    return this.#records;
  }

  /** Takes the state folder for this process; gives whoever has it already and still runs. */
  claim(): ProcessOwner | undefined {
    const { owner } = this.#read();
    if (owner && owner.pid !== process.pid && startOf(owner.pid) === owner.start) return owner;
    this.#write(ownerHere());
    return undefined;
  }

  add(record: ProcessRecord): void {
    this.#records = [...this.#records, record];
    this.#write(ownerHere());
  }

  /** A record too many does no harm, so a full disk must not stop this. */
  remove(gone: ProcessRecord): void {
    this.#records = this.#records.filter(({ pid, start }) => pid !== gone.pid || start !== gone.start);
    this.#tryToWrite(ownerHere());
  }

  /** The state folder is free for another rehearsal from here on. */
  close(): void {
    this.#tryToWrite(undefined);
  }

  #read(): ProcessFileContents {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as ProcessFileContents;
    } catch (error) {
      // Absent on the first start; unreadable where the disk was full. Both know of no process.
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { processes: [] };
      }
      throw error;
    }
  }

  #tryToWrite(owner: ProcessOwner | undefined): void {
    try {
      this.#write(owner);
    } catch {
      return;
    }
  }

  #write(owner: ProcessOwner | undefined): void {
    const contents: ProcessFileContents = { ...(owner && { owner }), processes: this.#records };
    const half = `${this.path}.new`;
    writeFileSync(half, `${JSON.stringify(contents, null, 2)}\n`);
    renameSync(half, this.path);
  }
}

function ownerHere(): ProcessOwner | undefined {
  const start = startOf(process.pid);
  return start === undefined ? undefined : { pid: process.pid, start };
}
