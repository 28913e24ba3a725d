import { describe, expect, it } from '@jest/globals';
import { docker, type Run } from '../../../pipeline/build/docker.ts';

const image = { service: 'catalog', uri: 'host/shoal/catalog:tag' };

describe('docker', () => {
  it('builds for arm64 from one Dockerfile, and pushes', async () => {
    const calls: (readonly string[])[] = [];
    await docker('/repository', async (program, args, { cwd }) => {
      calls.push([cwd, program, ...args]);
      return { code: 0, output: '' };
    }).buildAndPush(image);
    expect(calls).toEqual([
      [
        ...['/repository', 'docker', 'buildx', 'build', '--pull', '--platform', 'linux/arm64'],
        ...['--build-arg', 'SERVICE=catalog', '--provenance=false', '--tag', image.uri, '--push', '.'],
      ],
    ]);
  });

  it('fetches base images from where it is told to', async () => {
    const calls: (readonly string[])[] = [];
    await docker('/repository', async (_program, args) => {
      calls.push(args);
      return { code: 0, output: '' };
    }).buildAndPush({ ...image, dockerLibrary: 'host/base/docker/library' });
    expect(calls[0]).toEqual(
      expect.arrayContaining(['--build-arg', 'DOCKER_LIBRARY=host/base/docker/library']),
    );
  });

  it('builds a service of another kind from its own Dockerfile', async () => {
    const calls: (readonly string[])[] = [];
    await docker('/repository', async (_program, args) => {
      calls.push(args);
      return { code: 0, output: '' };
    }).buildAndPush({ ...image, dockerfile: 'services/search/Dockerfile' });
    expect(calls[0]?.join(' ')).toContain('--file services/search/Dockerfile');
  });

  it('builds where it is, for a place that says how', async () => {
    const calls: (readonly string[])[] = [];
    const surroundings = { platform: 'linux/amd64', network: 'host', runtime: 'host/runtime:1' };
    await docker('/repository', async (_program, args) => {
      calls.push(args);
      return { code: 0, output: '' };
    }).buildAndPush({ ...image, ...surroundings });
    expect(calls[0]).toEqual(
      expect.arrayContaining(['linux/amd64', '--network', 'host', '--build-arg', 'RUNTIME=host/runtime:1']),
    );
    expect(calls[0]).not.toContain('linux/arm64');
  });

  it('is given the password where no list of processes shows it', async () => {
    const seen: string[] = [];
    const run: Run = async (_program, args, { input }) => {
      seen.push(args.join(' '), input);
      return { code: 0, output: '' };
    };
    await docker('/repository', run).login({
      endpoint: 'https://host',
      host: 'host',
      user: 'AWS',
      password: 'secret',
    });
    expect(seen).toEqual(['login --username AWS --password-stdin host', 'secret']);
  });

  it('shows its last lines where it fails', async () => {
    const output = Array.from({ length: 30 }, (_, line) => `line ${line + 1}`).join('\n');
    const failing = docker('/repository', async () => ({ code: 17, output }));
    await expect(failing.buildAndPush(image)).rejects.toThrow(
      /^building host\/shoal\/catalog:tag failed: docker ended with exit code 17. Its last lines:\nline 11\n/,
    );
  });

  it('is asked for where it is not installed', async () => {
    const missing = docker('/repository', () =>
      Promise.reject(Object.assign(new Error('spawn docker ENOENT'), { code: 'ENOENT' })),
    );
    await expect(missing.buildAndPush(image)).rejects.toThrow(
      'docker is not installed here, and building host/shoal/catalog:tag takes it: install Docker with buildx',
    );
  });
});
