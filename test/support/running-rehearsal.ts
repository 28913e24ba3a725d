import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RehearsalClient, rehearsalClientAt } from '../../bin/stage/rehearsal-client.ts';

/** A rehearsal started as a person starts one, by `bin/start.mjs up`. */
export interface RunningRehearsal {
  readonly shop: string;
  readonly endpoint: string;
  /** For clients of the SDK. */
  readonly settings: RehearsalClient['settings'];
  /** All it has printed so far, both streams together. */
  output(): string;
  /** Its own process, not the entry script's. */
  pid(): number;
  /** Ends it as Ctrl-C does and gives its exit code. */
  stop(): Promise<number>;
  /** Runs another command of shoal in the same folder. @param typed what it reads, where it asks */
  shoal(args: readonly string[], typed?: string): Promise<Finished>;
}

export interface Finished {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

export interface RehearsalStart {
  readonly folder: string;
  readonly ports: number;
  readonly args?: readonly string[];
}

export async function startRehearsal({
  folder,
  ports,
  args = [],
}: RehearsalStart): Promise<RunningRehearsal> {
  const child = spawnShoal(folder, ['up', '--ports', String(ports), ...args]);
  const parts: string[] = [];
  collect(child, parts);
  await new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error(`the rehearsal ended before it was up:\n${parts.join('')}`));
    child.once('exit', fail);
    const look = () => {
      if (!parts.join('').includes('Shoal is up in')) return;
      child.off('exit', fail);
      child.stdout?.off('data', look);
      resolve();
    };
    child.stdout?.on('data', look);
  });
  const addresses = JSON.parse(await readFile(join(folder, '.shoal', 'addresses.json'), 'utf8'));
  return {
    shop: addresses.shop,
    endpoint: addresses.endpoint,
    settings: rehearsalClientAt(addresses).settings,
    output: () => parts.join(''),
    pid: () => addresses.pid,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
      child.kill('SIGINT');
      return ended;
    },
    shoal: (words, typed) => runShoal(folder, words, typed),
  };
}

/** Runs a command of shoal to its end. */
export async function runShoal(folder: string, args: readonly string[], typed?: string): Promise<Finished> {
  const started = performance.now();
  const child = spawnShoal(folder, args, typed === undefined ? 'ignore' : 'pipe');
  child.stdin?.end(typed);
  const parts: string[] = [];
  collect(child, parts);
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? 1)));
  return { code, output: parts.join(''), seconds: (performance.now() - started) / 1000 };
}

function spawnShoal(
  folder: string,
  args: readonly string[],
  input: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn('node', [join(folder, 'bin', 'start.mjs'), ...args], {
    cwd: folder,
    stdio: [input, 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess, parts: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => parts.push(text));
  }
}
