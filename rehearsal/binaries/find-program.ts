import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Servers stand in folders that a plain user's PATH often lacks. */
const usualFolders = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/usr/libexec',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
];

/** The folders of a PATH and the usual ones, under `root` where a package was unpacked there. */
export function programFolders(path: string | undefined): readonly string[] {
  return [
    ...new Set([...(path ?? '').split(':').filter((folder) => folder.startsWith('/')), ...usualFolders]),
  ];
}

/** The first of `names` that is in one of `folders` and may be run; the order of the names counts first. */
export async function findProgram(
  names: readonly string[],
  folders: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      // Folders of a merged /usr are links; the real path tells where a program's other files are.
      if (runs) return join(await realpath(folder), name);
    }
  }
  return undefined;
}
