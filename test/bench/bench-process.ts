import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of the bench: what it prints goes nowhere, at the price of having written it. */
export interface BenchProcess {
  readonly url: string;
  /** From the start of the process to its first healthy answer. */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

export interface BenchProcessOptions {
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Asked until it answers anything but 503. */
  readonly readyPath: string;
}

const nowhere = '/dev/null';

export async function startBenchProcess(options: BenchProcessOptions): Promise<BenchProcess> {
  const { port, readyPath } = options;
  const began = performance.now();
  const child = run(options, { ...options.env, HOST: '127.0.0.1', PORT: String(port) });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const ended =
      child.exitCode !== null ||
      child.signalCode !== null ||
      new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  while (performance.now() - began < 10_000 && child.exitCode === null) {
    const answer = await fetch(`${url}${readyPath}`).catch(() => undefined);
    if (answer !== undefined && answer.status !== 503)
      return { url, readyAfterMs: performance.now() - began, stop };
    await sleep(5);
  }
  await stop();
  throw new Error(`${options.file} did not answer at ${url}${readyPath} in 10 s`);
}

/** Runs a command of a service to its end. */
export async function runToEnd(options: Pick<BenchProcessOptions, 'file' | 'args' | 'env'>): Promise<void> {
  const child = run(options, options.env);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0)
    throw new Error(`${options.file} ${options.args?.join(' ') ?? ''} ended with exit code ${code}`);
}

function run(
  { file, args = [] }: Pick<BenchProcessOptions, 'file' | 'args'>,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const out = openSync(nowhere, 'w');
  try {
    return spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', out, process.env.BENCH_VERBOSE === undefined ? out : 'inherit'],
    });
  } finally {
    closeSync(out);
  }
}
