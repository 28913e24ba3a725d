import { execFile } from 'node:child_process';

/** Runs a program to its end and gives what it printed; rejects with what it complained about. */
export type Execute = (
  command: string,
  args: readonly string[],
  options?: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<string>;

export const execute: Execute = (command, args, { env, cwd, signal } = {}) =>
  new Promise((resolve, reject) => {
    const options = {
      cwd,
      signal,
      env: { ...process.env, LC_ALL: 'C', ...env },
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const complaint = stderr.trim().split('\n').slice(-3).join(' ') || error.message;
      reject(new Error(`${command} ${args.slice(0, 3).join(' ')}: ${complaint}`));
    });
  });

/** Until the signal is given: then what runs is ended, and nothing more is begun. */
export function executeUntil(signal: AbortSignal, run: Execute): Execute {
  return async (command, args, options) => {
    if (signal.aborted) throw new Error(`${command} was not run any more`);
    return run(command, args, { ...options, signal });
  };
}
