import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Apt, Missing } from './apt.ts';
import type { Execute } from './execute.ts';

export interface AptUnpackProps {
  readonly apt: Apt;
  readonly execute: Execute;
  readonly missing: readonly Missing[];
  /** The packages' files go into `unpacked/` under it. */
  readonly folder: string;
  readonly progress: (sentence: string) => void;
}

/** Downloads the missing servers' packages, with the libraries this machine lacks, and unpacks them into a folder. */
export async function aptUnpack(props: AptUnpackProps): Promise<void> {
  await unpackOnce(props).catch(async () => {
    props.progress('fetching package lists (apt-get update)');
    await props.apt.update();
    await unpackOnce(props);
  });
}

/** Where unpacked programs are looked for. */
export function unpackedFolder(folder: string): string {
  return join(folder, 'unpacked');
}

async function unpackOnce({ apt, execute, missing, folder, progress }: AptUnpackProps): Promise<void> {
  const packages = await withLibraries(await apt.packagesFor(missing), apt);
  progress(`downloading ${packages.join(', ')} (apt-get download)`);
  const unfinished = join(folder, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(join(unfinished, 'files'), { recursive: true });
  await apt.run('apt-get', ['download', ...packages], unfinished);
  for (const archive of (await readdir(unfinished)).filter((name) => name.endsWith('.deb'))) {
    await execute('dpkg-deb', ['-x', join(unfinished, archive), join(unfinished, 'files')]);
  }
  // What was unpacked before, perhaps for the other server, is kept.
  const unpacked = unpackedFolder(folder);
  await execute('cp', ['-a', `${join(unfinished, 'files')}/.`, `${unpacked}.new`]);
  await execute('cp', ['-an', `${unpacked}/.`, `${unpacked}.new`]).catch(() => undefined);
  await rm(unpacked, { recursive: true, force: true });
  await rename(`${unpacked}.new`, unpacked);
  await rm(unfinished, { recursive: true, force: true });
}

/** The packages and, out of what an installation would bring too, those with libraries or the program itself. */
async function withLibraries(packages: readonly string[], apt: Apt): Promise<readonly string[]> {
  const simulated = await apt.run('apt-get', [
    'install',
    '--simulate',
    '--no-install-recommends',
    ...packages,
  ]);
  const wouldCome = simulated.split('\n').flatMap((line) => line.match(/^Inst (\S+) /)?.slice(1) ?? []);
  // Debian's redis-server is a link to a program of redis-tools; Valkey's likewise.
  const tools = packages
    .filter((name) => name.endsWith('-server'))
    .map((name) => name.replace('-server', '-tools'));
  return [...new Set([...packages, ...tools, ...wouldCome.filter(isLibrary)])];
}

/** The C library itself must be the one that the machine's own loader belongs to. */
function isLibrary(name: string): boolean {
  return name.startsWith('lib') && !name.startsWith('libc6') && !name.startsWith('libc-bin');
}
