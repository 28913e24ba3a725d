import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The folder of package.json. */
export const root = join(import.meta.dirname, '..');

interface ToolRun {
  readonly code: number;
  readonly output: string;
}

/** Runs a program of node_modules/.bin and gives back what it printed, both streams together. */
export function runTool(
  name: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    /** @default - the folder of package.json */
    readonly cwd?: string;
    readonly onText?: (text: string) => void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', name), args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal && { signal: options.signal }),
    });
    const parts: string[] = [];
    const take = (text: string) => {
      parts.push(text);
      options.onText?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: parts.join('') }));
  });
}
