import type { ChildHandle, Exit, ProcessBook } from '../processes.ts';
import type { Command } from './server-program.ts';

export interface StartProps {
  readonly processes: ProcessBook;
  readonly name: string;
  readonly command: Command;
  readonly cwd: string;
  /** What the server prints when it takes connections. */
  readonly readyWhen: RegExp;
  readonly readyWithinMs: number;
  readonly stopTimeoutMs: number;
  readonly input?: string;
  readonly onLine?: (line: string) => void;
}

export interface RunningServer {
  readonly address: string;
  readonly port: number;
  /** Of what was started: of the server itself, unless that runs in a container. */
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** The last lines it printed. */
  readonly lastLines: readonly string[];
  stop(): Promise<void>;
}

/** Starts a server and waits until it says that it is ready; rejects with its last lines where it does not. */
export async function startServer({
  processes,
  name,
  command,
  cwd,
  readyWhen,
  readyWithinMs,
  stopTimeoutMs,
  input,
  onLine,
}: StartProps): Promise<{ readonly child: ChildHandle; readonly lastLines: readonly string[] }> {
  const lastLines: string[] = [];
  const ready = Promise.withResolvers<'ready'>();
  const child = await processes.spawn({
    ...command,
    name,
    cwd,
    stopTimeoutMs,
    ...(input !== undefined && { input }),
    onLine(line) {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      onLine?.(line);
      if (readyWhen.test(line)) ready.resolve('ready');
    },
  });
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), readyWithinMs);
  const outcome = await Promise.race([ready.promise, late.promise, child.exited]);
  clearTimeout(timer);
  if (outcome === 'ready') return { child, lastLines };
  if (outcome === 'late') {
    await child.stop();
    throw new ServerStartError(name, `was not ready within ${readyWithinMs / 1000} s`, lastLines);
  }
  const how = outcome.signal === null ? `exit code ${outcome.code}` : outcome.signal;
  throw new ServerStartError(name, `ended while it was starting (${how})`, lastLines);
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|disk is full|Disk full/i, 'The disk is full: free some space and start again.'],
  [
    /Permission denied|EACCES|errno: 13\b/i,
    'It may not read or write its files: give them to the user who starts it, or start with --fresh.',
  ],
  [
    /Address already in use|Can't start server: Bind/i,
    'Its port is taken: move every port with `--ports 18000`.',
  ],
  [
    /Can't handle RDB format version|Unsupported redo log format|upgrade after a crash|created with .* newer/i,
    'Its data was written by another version: start with --fresh, or install that version.',
  ],
  [
    /corrupt|Bad file format reading the append only file|Unknown\/unsupported storage engine/i,
    'Its data is damaged: start with --fresh to begin with empty data.',
  ],
];

/** A server that did not come up, with what it said and what that usually means. */
export class ServerStartError extends Error {
  readonly lastLines: readonly string[];

  constructor(name: string, what: string, lastLines: readonly string[]) {
    const cause = causes.find(([pattern]) => lastLines.some((line) => pattern.test(line)))?.[1];
    const said =
      lastLines.length === 0 ? 'It printed nothing.' : `Its last lines:\n  ${lastLines.join('\n  ')}`;
    super([`the ${name} ${what}.`, cause, said].filter(Boolean).join(' '));
    this.name = 'ServerStartError';
    this.lastLines = [...lastLines];
  }
}
