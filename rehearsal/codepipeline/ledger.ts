import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EarlierExecution } from './execution.ts';

interface Book {
  /** The commit of the newest push that this pipeline has seen. */
  readonly pushed?: string;
  /** Whether its execution came through. */
  readonly succeeded?: boolean;
  /** By stage. */
  readonly lastGood: Readonly<Record<string, EarlierExecution>>;
}

/** What one pipeline has done in one rehearsal, kept beside the rehearsal's data. */
export class PipelineLedger {
  readonly folder: string;
  readonly #file: string;
  #book: Book = { lastGood: {} };

  constructor(stateFolder: string, pipeline: string) {
    this.folder = join(stateFolder, 'pipelines', pipeline);
    this.#file = join(this.folder, 'ledger.json');
  }

  async read(): Promise<this> {
    await mkdir(this.folder, { recursive: true });
    const text = await readFile(this.#file, 'utf8').catch(() => undefined);
    if (text !== undefined) this.#book = JSON.parse(text);
    return this;
  }

  get pushed(): string | undefined {
    return this.#book.pushed;
  }

  get succeeded(): boolean {
    return this.#book.succeeded ?? true;
  }

  /** Nothing where what it left was swept away. */
  lastGood(stage: string): EarlierExecution | undefined {
    const earlier = this.#book.lastGood[stage];
    return earlier && Object.values(earlier.artifacts).every((folder) => existsSync(folder))
      ? earlier
      : undefined;
  }

  async note(change: Partial<Book>): Promise<void> {
    this.#book = { ...this.#book, ...change };
    await writeFile(this.#file, `${JSON.stringify(this.#book, null, 2)}\n`);
  }

  async noteGood(stage: string, execution: EarlierExecution): Promise<void> {
    await this.note({ lastGood: { ...this.#book.lastGood, [stage]: execution } });
  }

  /** Removes what executions left that no stage would go back to. */
  async sweep(): Promise<void> {
    const kept = new Set(Object.values(this.#book.lastGood).map(({ id }) => id));
    for (const entry of await readdir(this.folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || kept.has(entry.name)) continue;
      await rm(join(this.folder, entry.name), { recursive: true, force: true });
    }
  }

  /**
   * Takes the pipeline for this process.
   * @returns what gives it free again, or since when another process has it
   */
  async claim(now: number): Promise<{ readonly free: () => Promise<void> } | { readonly since: number }> {
    const file = join(this.folder, 'running.json');
    for (;;) {
      try {
        const handle = await open(file, 'wx');
        await handle.writeFile(JSON.stringify({ pid: process.pid, since: now }));
        await handle.close();
        return { free: () => rm(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const owner = await readOwner(file);
        if (owner !== undefined && isAlive(owner.pid)) return { since: owner.since };
        // Whoever had it was killed.
        await rm(file, { force: true });
      }
    }
  }
}

async function readOwner(
  file: string,
): Promise<{ readonly pid: number; readonly since: number } | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
