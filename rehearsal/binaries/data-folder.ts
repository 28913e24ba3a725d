import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';

/** Below this, a database fails in ways that are hard to read. */
const usuallyNeededMiB = 200;

/** Makes a server's data folder, and says in a sentence what stands in the way. */
export async function openDataFolder(
  name: string,
  folder: string,
  neededMiB = usuallyNeededMiB,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `the ${name}'s data folder ${folder} cannot be used (${(error as NodeJS.ErrnoException).code}): ` +
        'give it to the user who starts the rehearsal with `chown -R`, or remove it and start empty.',
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
