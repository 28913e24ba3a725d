import { readFile } from 'node:fs/promises';

/** The memory of some processes in bytes, pages they share counted once among them; undefined where the system does not tell. */
export async function memoryOf(pids: readonly number[]): Promise<number | undefined> {
  const shares = await Promise.all(
    pids.map(async (pid) => {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
    }),
  );
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum === 0 ? undefined : sum;
}
