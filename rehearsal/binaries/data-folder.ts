import { constants, existsSync, statSync } from 'node:fs';
import { access, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Below this, a database fails in ways that are hard to read. */
const usuallyNeededMiB = 200;

/** Makes a folder for data, and says in a sentence what stands in the way. */
export async function openDataFolder(
  name: string,
  folder: string,
  neededMiB = usuallyNeededMiB,
): Promise<void> {
  try {
    await make(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const file = fileAmong(folder);
    if (file !== undefined) {
      throw new Error(
        `the ${name}'s data folder ${folder} cannot be made: ${file} is a file. Name a folder, with \`--state\`, or remove the file.`,
      );
    }
    throw new Error(
      `the ${name}'s data folder ${folder} cannot be used (${(error as NodeJS.ErrnoException).code}): ` +
        'give it to the user who starts the rehearsal with `chown -R`, remove it and start empty, or name another with `--state`.',
    );
  }
  const { bavail, bsize } = await statfs(folder);
  const freeMiB = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMiB < neededMiB) {
    throw new Error(
      `the disk of the ${name}'s data folder ${folder} is full: ${freeMiB} MiB are free and ${neededMiB} MiB are needed. Free some space and start again.`,
    );
  }
}

/** What is none but stands where the folder, or one that it is in, has to be. */
function fileAmong(folder: string): string | undefined {
  if (existsSync(folder)) return statSync(folder).isDirectory() ? undefined : folder;
  return dirname(folder) === folder ? undefined : fileAmong(dirname(folder));
}

/** Level by level: Node's own `recursive` takes a read-only disk for a folder that is not there, and goes on for ever. */
async function make(folder: string): Promise<void> {
  if (existsSync(folder) && (await stat(folder)).isDirectory()) return;
  if (!existsSync(dirname(folder))) await make(dirname(folder));
  await mkdir(folder, { mode: 0o700 });
}
