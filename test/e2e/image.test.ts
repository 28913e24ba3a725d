import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readImageList } from '../../pipeline/build/image-list.ts';
import { services } from '../../platform/services.ts';
import type { BuildOutcome } from '../../rehearsal/codebuild/build-outcome.ts';
import { playBuildspec, type StandIn } from '../../rehearsal/codebuild/play-buildspec.ts';
import { type BareShop, openBareShop } from '../bench/bare-shop.ts';
import { makeBaseImages } from '../support/docker/base-images.ts';
import { engineOrSkip } from '../support/docker/engine-or-skip.ts';
import { type ContainerDefinition, containerDefinitionOf } from '../support/docker/task-container.ts';
import { type StandInRegistry, startStandInRegistry } from '../support/registry/stand-in-registry.ts';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';

const service = 'carts';
const port = 22_300;

const { engine, describeWithEngine } = await engineOrSkip();

/** What a test of these very files need not do again, or what takes a registry of packages that signs them. */
const instead: StandIn = (command) => {
  if (command === 'npm ci')
    return {
      run: 'test -e node_modules/.package-lock.json',
      because: 'stands aside: the copy shares its packages',
    };
  if (command === 'npm audit signatures')
    return {
      run: 'true',
      because: 'stands aside: it asks the registry that signs, which is not reached everywhere',
    };
  if (command === 'npm run check') return { run: 'true', because: 'stands aside: it runs beside this test' };
  return undefined;
};

describeWithEngine("a service's build, and the image that it brings to the registry", () => {
  let registry: StandInRegistry;
  let copy: RepositoryCopy;
  let shop: BareShop;
  let outcome: BuildOutcome;
  let environment: Readonly<Record<string, string>>;
  let container: ContainerDefinition;
  let tag: string;
  let uri: string;
  const output: string[] = [];
  const docker = (...args: readonly string[]) => {
    if (engine === undefined) throw new Error('no engine');
    return engine.docker(...args);
  };

  beforeAll(async () => {
    if (engine === undefined) return;
    registry = await startStandInRegistry();
    const runtime = `${registry.host}/distroless/nodejs:nonroot`;
    const node = `${registry.host}/base/docker/library/node:24.21.0-bookworm-slim`;
    const making = makeBaseImages(engine, { runtime, node }).then(async () => {
      await docker('login', '--username', 'AWS', '--password', 'stand-in', registry.host);
      await docker('push', runtime);
      await docker('push', node);
    });
    [copy, shop] = await Promise.all([copyRepository(), openBareShop()]);
    await making;
    environment = {
      ...engine.env,
      SERVICE: service,
      IMAGE_OPTIONS: `--platform linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'} --network host --runtime ${runtime}`,
      AWS_ENDPOINT_URL: registry.endpoint,
      AWS_ACCESS_KEY_ID: 'stand-in',
      AWS_SECRET_ACCESS_KEY: 'stand-in',
    };
    outcome = await playBuildspec({
      file: join(copy.folder, 'pipeline/build/service.buildspec.yml'),
      folder: copy.folder,
      environment,
      say: (sentence) => output.push(sentence),
      onLine: (line) => output.push(line),
      instead,
    });
    if (!outcome.succeeded) throw new Error(output.slice(-40).join('\n'));
    const assembly = join(copy.folder, 'cdk.out');
    tag = readImageList(assembly).tags[service] ?? '';
    uri = `${registry.host}/shoal/${service}:${tag}`;
    container = containerDefinitionOf(assembly, { stage: 'dev', service });
  }, 400_000);
  afterAll(async () => {
    await engine?.stop();
    await Promise.all([shop?.stop(), registry?.close(), copy?.remove()]);
  }, 60_000);

  /** Runs a step of the image as the build does, and gives what it said. */
  const step = (command: string) =>
    playBuildspec({
      file: join(copy.folder, 'pipeline/build/service.buildspec.yml'),
      folder: copy.folder,
      environment,
      say: () => undefined,
      onLine: (line) => output.push(line),
      instead: (written) =>
        written.includes(command) ? undefined : { run: 'true', because: 'is not asked for' },
    });

  it('runs every command of the buildspec in order, in a tree without .git', () => {
    expect(existsSync(join(copy.folder, '.git'))).toBe(false);
    const commands = outcome.phases.flatMap((phase) => phase.commands);
    expect(
      commands.map(({ command, exitCode }) => [command.split(' ').slice(0, 5).join(' '), exitCode]),
    ).toEqual([
      ['docker buildx version', 0],
      ['npm ci', 0],
      ['npm audit signatures', 0],
      ['npm run check', 0],
      ['npm test -- "test/services/$SERVICE"', 0],
      ['npm run synth -- --base', 0],
      ['node bin/start.mjs image build "$SERVICE"', 0],
      ['node bin/start.mjs image sbom "$SERVICE"', 0],
      ['node bin/start.mjs image scan "$SERVICE"', 0],
    ]);
    for (const { command, seconds } of commands)
      process.stderr.write(`${seconds.toFixed(1)} s  ${command}\n`);
  });

  it('hands on the templates, and no packages', () => {
    expect(outcome.artifacts).toContain('cdk.out/images.json');
    expect(outcome.artifacts).toContain('pipeline/build/deploy.buildspec.yml');
    expect(outcome.artifacts.filter((path) => path.startsWith('node_modules/'))).toEqual([]);
  });

  it('brings the image that every stage names, with its bill of materials beside it', () => {
    expect(tag).toMatch(/^[0-9a-f]{16}-\d{4}-w\d\d$/);
    expect(registry.manifest(`shoal/${service}`, tag)).toBeDefined();
    const manifest = JSON.parse(String(registry.manifest(`shoal/${service}`, `${tag}-sbom`)?.bytes));
    const bill = JSON.parse(String(registry.blob(manifest.layers[0].digest)));
    const names = bill.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['express', 'ioredis']));
    expect(names).not.toContain('jest');
    expect(names).not.toContain('mysql2');
  });

  it('lays one small layer of files on its base, and an empty folder for them', () => {
    const layersOf = (repository: string, reference: string): readonly { digest: string; size: number }[] =>
      JSON.parse(String(registry.manifest(repository, reference)?.bytes)).layers;
    const base = layersOf('distroless/nodejs', 'nonroot').map(({ digest }) => digest);
    const own = layersOf(`shoal/${service}`, tag).filter(({ digest }) => !base.includes(digest));
    expect(own).toHaveLength(2);
    const bytes = own.reduce((sum, { size }) => sum + size, 0);
    expect(bytes).toBeLessThan(70e6);
    process.stderr.write(`${(bytes / 1e6).toFixed(2)} MB above the base, compressed\n`);
  });

  it('does not build again what is in the registry', async () => {
    const before = registry.requests.filter((request) => request.startsWith('PUT')).length;
    expect((await step('image build')).succeeded).toBe(true);
    expect(output.at(-1)).toBe(`shoal/${service}:${tag} is in the registry`);
    expect(registry.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(before);
  });

  it('ends the build where the scan finds what is not borne', async () => {
    const packageVulnerabilityDetails = {
      vulnerabilityId: 'CVE-2026-1',
      vulnerablePackages: [{ name: 'openssl', version: '3.0.15', fixedInVersion: '3.0.16' }],
    };
    const enhancedFindings = [{ status: 'ACTIVE', severity: 'CRITICAL', packageVulnerabilityDetails }];
    registry.scans.set(`shoal/${service}:${tag}`, {
      imageScanStatus: { status: 'ACTIVE' },
      imageScanFindings: { enhancedFindings },
    });
    const scanned = await step('image scan');
    expect(scanned.succeeded).toBe(false);
    expect(scanned.failure?.command).toContain('image scan');
    expect(scanned.failure?.lastLines.join('\n')).toContain(
      'CVE-2026-1 (critical) in openssl 3.0.15; mended in openssl 3.0.16',
    );
  });

  it('is one that answers its health check as nobody in particular, on a root that cannot be written, and stops in time', async () => {
    const { healthPath } = services.find(({ name }) => name === service) ?? { healthPath: '/' };
    const drain = container.Environment.find(({ Name }) => Name === 'DRAIN_SECONDS');
    const told = {
      ...shop.environmentOf(service),
      CALLER_ORDERS_SECRET: 'x'.repeat(48),
      CALL_CATALOG_SECRET: 'x'.repeat(48),
      DRAIN_SECONDS: String(drain?.Value),
      HOST: '127.0.0.1',
      PORT: String(port),
    };
    const authority = shop.servers.cache.authorityFile;
    expect(container.ReadonlyRootFilesystem).toBe(true);
    const id = (
      await docker(
        ...['run', '--detach', '--network', 'host', '--read-only', '--cap-drop', 'ALL'],
        ...['--security-opt', 'no-new-privileges', '--volume', `${authority}:${authority}:ro`],
        ...Object.entries(told).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
        ...[uri, ...container.Command],
      )
    ).trim();
    const began = performance.now();
    try {
      const inspected = async (field: string) =>
        (await docker('inspect', '--format', `{{${field}}}`, id)).trim();
      expect(await healthy(`http://127.0.0.1:${port}${healthPath}`)).toBe(200);
      process.stderr.write(`healthy ${Math.round(performance.now() - began)} ms after docker run\n`);
      const status = await readFile(`/proc/${await inspected('.State.Pid')}/status`, 'utf8');
      expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe(container.User);
      const write = "try { require('fs').writeFileSync('x', '') } catch ({ code }) { console.log(code) }";
      expect((await docker('exec', id, '/nodejs/bin/node', '-e', write)).trim()).toBe('EROFS');
      const stopping = performance.now();
      await docker('stop', '--time', String(container.StopTimeout), id);
      expect(await inspected('.State.ExitCode')).toBe('0');
      const seconds = (performance.now() - stopping) / 1000;
      expect(seconds).toBeLessThan(container.StopTimeout);
      process.stderr.write(`stopped ${seconds.toFixed(1)} s after SIGTERM, of ${container.StopTimeout}\n`);
    } catch (error) {
      throw new Error(`${String(error)}\n${await docker('logs', id).catch(() => '')}`, { cause: error });
    } finally {
      await docker('rm', '--force', id);
    }
  }, 90_000);
});

async function healthy(url: string): Promise<number | undefined> {
  const began = performance.now();
  let status: number | undefined;
  while (status !== 200 && performance.now() - began < 20_000) {
    status = (await fetch(url).catch(() => undefined))?.status;
    if (status !== 200) await sleep(20);
  }
  return status;
}
