import { constants } from 'node:fs';
import { copyFile, mkdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const atOnce = 64;

/** Copies those paths from one folder to another; a link stays a link. */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true });
  const folders = new Set(paths.map((path) => dirname(path)));
  for (const folder of folders) await mkdir(join(to, folder), { recursive: true });
  const left = [...paths];
  const work = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      await copyOne(join(from, path), join(to, path));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function copyOne(from: string, to: string): Promise<void> {
  const target = await readlink(from).catch(() => undefined);
  if (target !== undefined) return symlink(target, to);
  // Where the file system can, the copy shares its blocks.
  await copyFile(from, to, constants.COPYFILE_FICLONE);
}
