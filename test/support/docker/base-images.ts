import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from '../../../rehearsal/binaries/execute.ts';
import type { Engine } from './engine.ts';
import { cacheFolder, NoEngine, nextDebian } from './engine-packages.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What the Dockerfile builds on and lays its image on, where no registry can be reached. */
export interface BaseImages {
  /** Node and nothing to log in to, as the distroless image has it. */
  readonly runtime: string;
  /** Node with npm and a shell. */
  readonly node: string;
}

/** Makes both out of Debian's packages and the Node that is installed here, and gives them these names. */
export async function makeBaseImages(engine: Engine, names: BaseImages): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-base-'));
  try {
    const entry = ['--change', 'ENTRYPOINT ["/nodejs/bin/node"]'];
    const path = ['--change', 'ENV PATH=/nodejs/bin:/usr/bin:/bin'];
    await engine.docker('import', ...entry, ...path, await baseArchive(), names.runtime);
    const context = await nodeContext(folder, names.runtime);
    await engine.docker(...['buildx', 'build', '--network', 'host', '--load', '--tag', names.node, context]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The root of a small Debian with Node in it. It is kept beside the packages: making it takes a quarter of a minute. */
async function baseArchive(): Promise<string> {
  const archive = join(cacheFolder, `base-${nextDebian}-${process.version}-${process.arch}.tar`);
  if (existsSync(archive)) return archive;
  const folder = await mkdtemp(join(tmpdir(), 'shoal-debian-'));
  try {
    const system = join(folder, 'root');
    // The first half alone: what is unpacked runs Node, and nothing of it is ever configured.
    await execute('debootstrap', ['--foreign', '--variant=minbase', nextDebian, system]).catch(
      (error: Error) => {
        throw new NoEngine(`no base image can be made: ${error.message}`);
      },
    );
    for (const part of ['debootstrap', 'var/cache', 'var/lib/apt', 'usr/share', 'proc']) {
      await rm(join(system, part), { recursive: true, force: true });
    }
    await mkdir(join(system, 'proc'));
    await mkdir(join(system, 'nodejs', 'bin'), { recursive: true });
    await cp(await realpath(process.execPath), join(system, 'nodejs', 'bin', 'node'));
    await mkdir(cacheFolder, { recursive: true });
    await execute('tar', ['-C', system, '-cf', join(folder, 'base.tar'), '.']);
    await execute('mv', [join(folder, 'base.tar'), `${archive}.new`]);
    await rename(`${archive}.new`, archive);
    return archive;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** npm as this machine has it, with the registry and the authorities that it is told of. */
async function nodeContext(folder: string, runtime: string): Promise<string> {
  const npm = await realpath((await execute('which', ['npm'])).trim());
  await cp(dirname(dirname(npm)), join(folder, 'npm'), { recursive: true });
  const authorities = '/etc/ssl/certs/ca-certificates.crt';
  await cp(authorities, join(folder, 'authorities.crt'));
  const registry = (await execute('npm', ['config', 'get', 'registry'], { cwd: root })).trim();
  await writeFile(
    join(folder, 'Dockerfile'),
    [
      `FROM ${runtime}`,
      'COPY npm /usr/local/lib/node_modules/npm',
      'RUN mkdir -p /usr/local/bin && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm',
      `COPY authorities.crt ${authorities}`,
      `ENV PATH=/usr/local/bin:/nodejs/bin:/usr/bin:/bin NODE_EXTRA_CA_CERTS=${authorities} npm_config_registry=${registry}`,
      'ENTRYPOINT []',
      '',
    ].join('\n'),
  );
  return folder;
}
