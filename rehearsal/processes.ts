import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLines } from './lines.ts';
import { ProcessFile, type ProcessRecord } from './process-file.ts';
import { startOf } from './process-identity.ts';

export interface SpawnOptions {
  /** What people call it: `catalog task 3f2a`, `database`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** How long it may take to end after SIGTERM. @default 10 seconds */
  readonly stopTimeoutMs?: number;
  /** Written to its standard input, which is then closed. @default - no standard input */
  readonly input?: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildHandle {
  readonly name: string;
  readonly pid: number;
  /** Resolves once it has ended and all it printed has been read. */
  readonly exited: Promise<Exit>;
  readonly running: boolean;
  /** Sends a signal to its whole process group. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL once its stop timeout is over. */
  stop(): Promise<Exit>;
}

/** Every process a rehearsal starts, written down so that the next one can end what a crash left behind. */
export class ProcessBook {
  readonly #file: ProcessFile;
  readonly #children = new Map<number, Child>();

  constructor(stateFolder: string) {
    this.#file = new ProcessFile(stateFolder);
  }

  /** Resolves when the system has started it; rejects where the command is not there or may not run. */
  async spawn(options: SpawnOptions): Promise<ChildHandle> {
    const process_ = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: options.env,
      // A process group of its own: Ctrl-C in the terminal reaches the rehearsal alone, and it can drain.
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    // Before anything is awaited, so that a rehearsal killed in between leaves no process unknown.
    const record = process_.pid === undefined ? undefined : this.#record(process_.pid, options);
    const child = new Child(process_, options);
    await started(process_, options);
    this.#children.set(child.pid, child);
    void child.exited.then(() => {
      this.#children.delete(child.pid);
      if (record) this.#file.remove(record);
    });
    return child;
  }

  /**
   * Takes the state folder, ends what an earlier rehearsal with it left running, and returns the names. Call it
   * before anything is spawned. Throws where that rehearsal itself still runs.
   */
  async endLeftovers(): Promise<readonly string[]> {
    const owner = this.#file.claim();
    if (owner !== undefined) {
      throw new Error(
        `${this.#file.path}: another rehearsal (process ${owner.pid}) is using this state folder. ` +
          `Stop it with Ctrl-C in its terminal or \`kill ${owner.pid}\`, then start again.`,
      );
    }
    const earlier = this.#file.records.filter((record) => !this.#children.has(record.pid));
    const leftovers = earlier.filter(isStill);
    await Promise.all(leftovers.map(end));
    for (const record of earlier) this.#file.remove(record);
    return leftovers.map(({ name }) => name);
  }

  /** The processes that run now. */
  get pids(): readonly number[] {
    return [...this.#children.keys()];
  }

  /** SIGKILL for all that still runs; their records stay, since this process will not see them end. */
  kill(): void {
    for (const child of this.#children.values()) child.signal('SIGKILL');
  }

  /** Stops all that still runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#children.values()].map((child) => child.stop()));
    this.#file.close();
  }

  #record(pid: number, { name, stopTimeoutMs = 10_000 }: SpawnOptions): ProcessRecord | undefined {
    const start = startOf(pid);
    if (start === undefined) return undefined;
    const record = { pid, start, name, stopTimeoutMs };
    try {
      this.#file.add(record);
    } catch (error) {
      signalGroup(pid, 'SIGKILL');
      throw new Error(`${this.#file.path} cannot be written, so ${name} was not started: ${String(error)}`);
    }
    return record;
  }
}

class Child implements ChildHandle {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  running = true;
  readonly #stopTimeoutMs: number;

  constructor(child: ChildProcess, options: SpawnOptions) {
    this.name = options.name;
    this.pid = child.pid ?? 0;
    this.#stopTimeoutMs = options.stopTimeoutMs ?? 10_000;
    for (const stream of ['stdout', 'stderr'] as const) {
      const readable = child[stream];
      if (readable) readLines(readable, (line) => options.onLine?.(line, stream));
    }
    if (options.input !== undefined) {
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(options.input);
    }
    child.once('exit', () => {
      this.running = false;
      // What it started itself must not outlive it, and would keep its output open.
      signalGroup(this.pid, 'SIGKILL');
    });
    this.exited = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) signalGroup(this.pid, signal);
  }

  async stop(): Promise<Exit> {
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), this.#stopTimeoutMs);
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }
}

async function started(child: ChildProcess, { name, command }: SpawnOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${name}: ${command} did not start: ${error.message}`)));
  });
}

function isStill(record: ProcessRecord): boolean {
  return startOf(record.pid) === record.start;
}

/** Nobody sends a leftover anything any more, and databases recover from being killed. */
const leftoverPatienceMs = 2000;

async function end(record: ProcessRecord): Promise<void> {
  signalGroup(record.pid, 'SIGTERM');
  const deadline = Date.now() + Math.min(record.stopTimeoutMs, leftoverPatienceMs);
  while (isStill(record)) {
    if (Date.now() > deadline) signalGroup(record.pid, 'SIGKILL');
    await sleep(20);
  }
}

/** Every child leads its group, so its process id names the group. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 1) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
