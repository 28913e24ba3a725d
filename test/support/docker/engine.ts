import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '../../../rehearsal/binaries/execute.ts';
import { debiansBuildx, installEngine, NoEngine } from './engine-packages.ts';

/** A real Docker engine of this test alone: its images, its socket, no network of its own. */
export interface Engine {
  /** What the client needs to find it, and only it. */
  readonly env: Readonly<Record<string, string>>;
  docker(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const startMs = 20_000;

/** Rejects with `NoEngine` where none can be had. */
export async function startEngine(): Promise<Engine> {
  await installEngine();
  const folder = await mkdtemp(join(tmpdir(), 'shoal-docker-'));
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const env = { DOCKER_HOST: socket, DOCKER_CONFIG: join(folder, 'config'), DOCKER_BUILDKIT: '1' };
  const docker = (...args: readonly string[]) => execute('docker', args, { env });
  const daemon = await startDaemon(folder, socket);
  const stop = async (): Promise<void> => {
    await ended(daemon, 'SIGTERM');
    // The network of the machine, as the engine holds it for containers that use it.
    await execute('umount', [join(folder, 'exec/netns/default')]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answering(daemon, docker, join(folder, 'dockerd.log'));
    await bringBuildx(folder, docker);
    return { env, docker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDaemon(folder: string, socket: string): Promise<ChildProcess> {
  await mkdir(join(folder, 'config'), { recursive: true });
  // Not what this machine's own engine is told.
  await writeFile(join(folder, 'daemon.json'), '{}');
  const log = await open(join(folder, 'dockerd.log'), 'w');
  try {
    return spawn(
      'dockerd',
      [
        ...['--host', socket, '--config-file', join(folder, 'daemon.json')],
        ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
        ...['--pidfile', join(folder, 'dockerd.pid')],
        // Nothing of this machine's network is changed for it; what it runs uses loopback.
        ...['--bridge', 'none', '--iptables=false', '--ip6tables=false'],
      ],
      { stdio: ['ignore', log.fd, log.fd] },
    );
  } finally {
    await log.close();
  }
}

async function answering(
  daemon: ChildProcess,
  docker: (...args: readonly string[]) => Promise<string>,
  log: string,
): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < startMs && daemon.exitCode === null) {
    if (
      await docker('info').then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(200);
  }
  const last = (await readFile(log, 'utf8')).trim().split('\n').slice(-3).join('\n');
  throw new NoEngine(`dockerd does not start here: ${last}`);
}

async function bringBuildx(
  folder: string,
  docker: (...args: readonly string[]) => Promise<string>,
): Promise<void> {
  if (
    await docker('buildx', 'version').then(
      () => true,
      () => false,
    )
  )
    return;
  const plugins = join(folder, 'config', 'cli-plugins');
  await mkdir(plugins, { recursive: true });
  await cp(await debiansBuildx(), join(plugins, 'docker-buildx'));
  await docker('buildx', 'version').catch((error: Error) => {
    throw new NoEngine(`Debian's docker-buildx does not run here: ${error.message}`);
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
