import { readFileSync } from 'node:fs';

export interface ProcessUsage {
  /** Of its program, 15 letters at most: `mariadbd`. */
  readonly program: string;
  /** Of processor time, since it began. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** Linux counts in hundredths of a second and in pages of 4 KiB, wherever it runs a rehearsal. */
const ticksASecond = 100;
const pageBytes = 4096;

/** What a process has used; undefined where it has ended, and on systems that do not tell by files. */
export function usageOf(pid: number): ProcessUsage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name stands in brackets and may itself hold brackets and blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
    if (user === undefined || system === undefined || pages === undefined) return undefined;
    const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return { program, cpuSeconds: (user + system) / ticksASecond, memoryBytes: pages * pageBytes };
  } catch {
    return undefined;
  }
}
