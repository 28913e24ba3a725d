import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutServices } from '../../../rehearsal/binaries/apt-install.ts';
import { execute } from '../../../rehearsal/binaries/execute.ts';
import { findProgram, programFolders } from '../../../rehearsal/binaries/find-program.ts';

/** Why no engine can be had here, for whoever reads that a test was skipped. */
export class NoEngine extends Error {}

const folders = programFolders(process.env.PATH);
const has = async (program: string) => (await findProgram([program], folders)) !== undefined;

/** Debian's engine, and what makes a base image without a registry; their services are not started. */
export async function installEngine(): Promise<void> {
  const programs = { dockerd: 'docker.io', docker: 'docker.io', debootstrap: 'debootstrap' };
  const missing: string[] = [];
  for (const [program, name] of Object.entries(programs)) if (!(await has(program))) missing.push(name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new NoEngine(`${missing.join(' and ')} is not installed, and only root installs it`);
  if (!(await has('apt-get')))
    throw new NoEngine(`${missing.join(' and ')} is not installed, and there is no apt-get`);
  // Newer Debians have the client in a package of its own.
  const client = (await candidate('docker-cli')) ? ['docker-cli'] : [];
  await withoutServices(() => aptInstall([...new Set(missing), ...client])).catch((error: Error) => {
    throw new NoEngine(error.message);
  });
  // Nor when the machine starts again: the engine of a test is the test's own.
  if (missing.includes('docker.io')) {
    const units = ['docker.service', 'docker.socket', 'containerd.service'];
    await execute('systemctl', ['disable', '--quiet', ...units]).catch(() => undefined);
  }
}

async function aptInstall(packages: readonly string[]): Promise<void> {
  const install = () =>
    execute(
      'apt-get',
      [
        'install',
        '-y',
        '--no-install-recommends',
        '--no-remove',
        '-o',
        'DPkg::Lock::Timeout=120',
        ...packages,
      ],
      { env: { DEBIAN_FRONTEND: 'noninteractive' } },
    );
  await install().catch(async () => {
    await execute('apt-get', ['update', '-q']);
    await install();
  });
}

async function candidate(name: string): Promise<boolean> {
  const policy = await execute('apt-cache', ['policy', name]).catch(() => '');
  return /^ {2}Candidate: (?!\(none\))/m.test(policy);
}

/**
 * Debian's `docker-buildx`, for machines whose own Debian is too old to have it: the one of the next Debian, from the same
 * archive, asks for no newer C library. It is kept beside the packages.
 */
export async function debiansBuildx(): Promise<string> {
  const kept = join(cacheFolder, `docker-buildx-${nextDebian}-${process.arch}`);
  if (existsSync(kept)) return kept;
  const folder = await mkdtemp(join(tmpdir(), 'shoal-buildx-'));
  try {
    const unpacked = await unpackBuildx(folder);
    await mkdir(cacheFolder, { recursive: true });
    await cp(unpacked, `${kept}.new`);
    await rename(`${kept}.new`, kept);
    return kept;
  } catch (error) {
    if (error instanceof NoEngine) throw error;
    throw new NoEngine(
      `docker-buildx cannot be had: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpackBuildx(folder: string): Promise<string> {
  const format = ['--format', '$(REPO_URI) $(ORIGIN)', 'Created-By: Packages'];
  const listed = await execute('apt-get', ['indextargets', ...format]);
  const archive = /^(\S+\/debian\/?) Debian$/m.exec(listed)?.[1];
  if (archive === undefined)
    throw new NoEngine('docker has no buildx, and no archive of Debian is known here');
  const keys = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await writeFile(join(folder, 'sources.list'), `deb [signed-by=${keys}] ${archive} ${nextDebian} main\n`);
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const own = [
    ...[
      '-o',
      `Dir::Etc::sourcelist=${join(folder, 'sources.list')}`,
      '-o',
      'Dir::Etc::sourceparts=/dev/null',
    ],
    ...['-o', `Dir::State::lists=${join(folder, 'lists')}`, '-o', `Dir::Cache=${join(folder, 'cache')}`],
    ...['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Languages=none'],
    ...['-o', 'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false'],
  ];
  await execute('apt-get', [...own, 'update', '-q']);
  await execute('apt-get', [...own, 'download', 'docker-buildx'], { cwd: folder });
  const deb = (await readdir(folder)).find((name) => name.endsWith('.deb')) ?? '';
  await execute('dpkg-deb', ['-x', join(folder, deb), join(folder, 'files')]);
  return join(folder, 'files/usr/libexec/docker/cli-plugins/docker-buildx');
}

export const nextDebian = 'trixie';

/** What takes long to fetch or to make, and is the same the next time. */
export const cacheFolder = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache');
