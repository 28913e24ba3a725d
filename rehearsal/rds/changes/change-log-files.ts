import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the logs' names begin with: `changes.000001`, in the data folder. */
export const changeLog = 'changes';

/** Their names, the oldest first. */
export async function changeLogsIn(data: string): Promise<readonly string[]> {
  return (await readdir(data)).filter((name) => /^changes\.\d{6,}$/.test(name)).sort(byNumber);
}

export function numberOf(log: string): number {
  return Number(log.slice(changeLog.length + 1));
}

/** Of a server that is down and has closed them. */
export async function removeChangeLogs(data: string): Promise<void> {
  const names = (await readdir(data)).filter((name) => name.startsWith(`${changeLog}.`));
  await Promise.all(names.map((name) => rm(join(data, name))));
}

/** The bytes of all files under a folder, or of some of them. */
export async function sizeOf(folder: string, names?: readonly string[]): Promise<number> {
  const found = names ?? (await readdir(folder, { recursive: true }));
  const sizes = await Promise.all(
    found.map(async (name) => {
      const entry = await stat(join(folder, name));
      return entry.isFile() ? entry.size : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function byNumber(left: string, right: string): number {
  return numberOf(left) - numberOf(right);
}
