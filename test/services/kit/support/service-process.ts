import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const services = join(import.meta.dirname, '..', '..', '..', '..', 'services');

export interface LogLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

/** The processes of one service that a test starts, as a task would. */
export function serviceProcesses(service: string) {
  const main = join(services, service, 'main.ts');
  const running = new Set<ChildProcess>();

  const start = (command: readonly string[], env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, [main, ...command], { env });
    running.add(child);
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const ended = once(child, 'close').then(([code]) => {
      running.delete(child);
      return { code: Number(code), stderr: said.join('') };
    });
    const lines: LogLine[] = [];
    const reader = createInterface(child.stdout);
    reader.on('line', (line) => lines.push(JSON.parse(line)));
    /** Waits for a line with this message. */
    const line = async (message: string): Promise<LogLine> => {
      for (;;) {
        const found = lines.find((each) => each.message === message);
        if (found !== undefined) return found;
        await Promise.race([
          once(reader, 'line'),
          ended.then(({ stderr }) => Promise.reject(new Error(`no '${message}': ${stderr}`))),
        ]);
      }
    };
    return { child, ended, lines, line };
  };
  return {
    start,
    /** Ends those that a test left running. */
    killAll: () => {
      for (const child of running) child.kill('SIGKILL');
    },
  };
}
