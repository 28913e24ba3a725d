import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The processes of a rehearsal by what it calls them: `dev-catalog task`, `database`, `cache`. */
export async function processesOf(folder: string, name: string): Promise<readonly number[]> {
  const text = await readFile(join(folder, '.shoal', 'processes.json'), 'utf8');
  const book: { readonly processes: readonly { readonly pid: number; readonly name: string }[] } =
    JSON.parse(text);
  return book.processes.filter((each) => each.name.startsWith(name)).map(({ pid }) => pid);
}

export function tasksOf(folder: string, service: string): Promise<readonly number[]> {
  return processesOf(folder, `dev-${service} task`);
}

/** What a running task was told, its passwords included. */
export async function environmentOfTask(
  folder: string,
  service: string,
): Promise<Readonly<Record<string, string>>> {
  const [pid] = await tasksOf(folder, service);
  if (pid === undefined) throw new Error(`no task of ${service} is running`);
  const text = await readFile(`/proc/${pid}/environ`, 'utf8');
  return Object.fromEntries(
    text
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
