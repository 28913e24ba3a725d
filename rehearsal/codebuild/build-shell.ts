import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from '../lines.ts';

export interface ShellRun {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

export interface BuildShell {
  run(command: string): Promise<ShellRun>;
  /** A variable as the last command left it. */
  variable(name: string): string | undefined;
  set(name: string, value: string): void;
  close(): Promise<void>;
}

export interface BuildShellSettings {
  readonly shell: 'bash' | 'sh';
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Enough to see why something failed; a test report is long. */
const keptLines = 400;
/** What a command that was told to end may take for it. */
const patienceMs = 10_000;

/**
 * A shell for each command, to which variables and the folder come from the one before. Functions and shell options do
 * not come along: of the ways in which CodeBuild has been seen to do it, this is the one that lets a command rely on least.
 */
export async function openBuildShell(settings: BuildShellSettings): Promise<BuildShell> {
  const kept = await mkdtemp(join(tmpdir(), 'shoal-build-'));
  const script = join(kept, 'script.sh');
  const variablesFile = join(kept, 'variables');
  const folderFile = join(kept, 'folder');
  let environment: Record<string, string> = { ...settings.environment };
  let folder = settings.folder;
  return {
    run: async (command) => {
      await writeFile(script, scriptOf(command, variablesFile, folderFile));
      const run = await runScript({ ...settings, script, folder, environment });
      // A command that was killed wrote nothing down, and what was there before holds.
      environment = variablesIn(await readFile(variablesFile).catch(() => undefined)) ?? environment;
      folder = (await readFile(folderFile, 'utf8').catch(() => folder)).replace(/\n$/, '');
      return run;
    },
    variable: (name) => environment[name],
    set: (name, value) => {
      environment = { ...environment, [name]: value };
    },
    close: () => rm(kept, { recursive: true, force: true }),
  };
}

/** A trap sees a command out that says `exit`. */
function scriptOf(command: string, variablesFile: string, folderFile: string): string {
  return [`trap 'env -0 > "${variablesFile}"; pwd > "${folderFile}"' EXIT`, 'set -a', command, ''].join('\n');
}

function variablesIn(bytes: Buffer | undefined): Record<string, string> | undefined {
  if (bytes === undefined) return undefined;
  const pairs = bytes
    .toString('utf8')
    .split('\0')
    // As a variable, bash would carry a function on.
    .filter((pair) => pair !== '' && !pair.startsWith('BASH_FUNC_'));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

interface ScriptRun extends BuildShellSettings {
  readonly script: string;
}

function runScript({ shell, script, folder, environment, onLine, signal }: ScriptRun): Promise<ShellRun> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return resolve({ exitCode: 130, lines: [] });
    const child = spawn(shell, [script], {
      cwd: folder,
      env: environment,
      // A group of its own: Ctrl-C reaches the player alone, which ends the whole group in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // On AWS another machine builds: here the shop comes first.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const lines: string[] = [];
    const take = (line: string): void => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine(line);
    };
    readLines(child.stdout, take);
    readLines(child.stderr, take);
    let killing: NodeJS.Timeout | undefined;
    const end = (): void => {
      signalGroup(child.pid, 'SIGTERM');
      killing = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), patienceMs);
    };
    signal?.addEventListener('abort', end, { once: true });
    // What a command left running in the background would keep its output open, and outlive the build.
    child.once('exit', () => signalGroup(child.pid, 'SIGKILL'));
    child.once('error', reject);
    child.once('close', (code, by) => {
      clearTimeout(killing);
      signal?.removeEventListener('abort', end);
      resolve({ exitCode: code ?? 128 + (by === null ? 0 : constants.signals[by]), lines });
    });
  });
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
