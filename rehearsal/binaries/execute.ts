import { execFile } from 'node:child_process';

/** Runs a program to its end and gives what it printed; rejects with what it complained about. */
export type Execute = (
  command: string,
  args: readonly string[],
  options?: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string },
) => Promise<string>;

export const execute: Execute = (command, args, { env, cwd } = {}) =>
  new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, LC_ALL: 'C', ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const complaint = stderr.trim().split('\n').slice(-3).join(' ') || error.message;
      reject(new Error(`${command} ${args.slice(0, 3).join(' ')}: ${complaint}`));
    });
  });
