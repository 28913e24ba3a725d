import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** `LD_LIBRARY_PATH` with every folder of libraries under an unpacked root; empty where nothing was unpacked. */
export async function libraryPathOf(root: string): Promise<Readonly<Record<string, string>>> {
  const parents = ['lib', 'usr/lib', 'lib64', 'usr/lib64'].map((folder) => join(root, folder));
  const folders = await Promise.all(
    parents.map(async (parent) => {
      const entries = await readdir(parent).catch(() => undefined);
      if (entries === undefined) return [];
      return [
        parent,
        ...entries.filter((name) => name.includes('-linux-')).map((name) => join(parent, name)),
      ];
    }),
  );
  const path = folders.flat().join(':');
  return path === '' ? {} : { LD_LIBRARY_PATH: path };
}
