import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { buildBundle } from '../../pipeline/build/build-image.ts';
import { environmentNames as name, urlVariableOf } from '../../platform/environment-names.ts';
import { services } from '../../platform/services.ts';
import { startTestServers, type TestServers } from '../support/test-servers.ts';
import { createTestTokens, type TestTokens } from '../support/tokens.ts';
import { type BenchProcess, runToEnd, startBenchProcess } from './bench-process.ts';

const root = join(import.meta.dirname, '..', '..');

export interface BareService {
  readonly service: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Services as single processes on real servers, with nothing of the rehearsal between them. */
export interface BareShop {
  readonly tokens: TestTokens;
  readonly servers: TestServers;
  /** What a service is told of its database, under the names of `platform/environment-names.ts`. */
  databaseEnvironment(service: string): Readonly<Record<string, string>>;
  /** All that a service is told, but its port and what only some are told. */
  environmentOf(service: string): Readonly<Record<string, string>>;
  /** Builds, migrates where it has a database, and starts it. */
  start(bare: BareService): Promise<BenchProcess>;
  /** Runs a one-off task of a service. */
  task(service: string, command: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openBareShop(): Promise<BareShop> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-bench-'));
  const servers = await startTestServers({ durable: true, keepsChanges: true });
  const tokens = await createTestTokens();
  const running: BenchProcess[] = [];
  const bundles = new Map<string, Promise<string>>();

  const bundleOf = (service: string): Promise<string> => {
    const bundle =
      bundles.get(service) ?? buildBundle({ service, root, into: folder }).then(({ directory }) => directory);
    bundles.set(service, bundle);
    return bundle;
  };
  const databaseEnvironment = (service: string) => ({
    [name.databaseHost]: servers.database.host,
    [name.databasePort]: String(servers.database.port),
    [name.databaseName]: `bench_${service}`,
    [name.databaseUser]: servers.database.user,
    [name.databasePassword]: servers.database.password,
    [name.trustedAuthorityFile]: servers.database.authorityFile,
  });
  const environmentOf = (service: string) => ({
    ...databaseEnvironment(service),
    ...urlsNobodyAnswersAt(service),
    [name.serviceName]: service,
    [name.serviceVersion]: 'bench',
    [name.stage]: 'dev',
    [name.logLevel]: 'info',
    [name.drainSeconds]: '0',
    [name.cacheHost]: servers.cache.host,
    [name.cachePort]: String(servers.cache.port),
    [name.cacheUser]: servers.cache.user,
    [name.cachePassword]: servers.cache.password,
    [name.cachePrefix]: `${service}:`,
    [name.tokenKeys]: JSON.stringify(tokens.jwks),
    [name.tokenIssuer]: tokens.issuer,
    [name.tokenAudience]: tokens.audience,
  });
  const task = async (service: string, command: string) => {
    const directory = await bundleOf(service);
    await runToEnd({
      file: join(directory, 'main.mjs'),
      args: [command],
      env: { ...environmentOf(service), PORT: '1024' },
    });
  };
  return {
    tokens,
    servers,
    databaseEnvironment,
    environmentOf,
    task,
    start: async ({ service, port, env = {} }) => {
      const directory = await bundleOf(service);
      const started = await startBenchProcess({
        file: join(directory, 'main.mjs'),
        env: { ...environmentOf(service), ...env },
        port,
        readyPath: '/health/ready',
      });
      running.push(started);
      return started;
    },
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
      await servers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A service is told where all are that it calls, also those that a part of the bench does without. */
function urlsNobodyAnswersAt(service: string): Readonly<Record<string, string>> {
  const calls = services.find(({ name }) => name === service)?.calls ?? [];
  return Object.fromEntries(calls.map((callee) => [urlVariableOf(callee), 'http://127.0.0.1:9']));
}

/** Makes the schema of a service, empty. */
export async function makeSchema({ servers }: BareShop, service: string): Promise<void> {
  const { host, port, user, password, authorityFile } = servers.database;
  const connection = await mysql.createConnection({
    host,
    port,
    user,
    password,
    ssl: { ca: readFileSync(authorityFile, 'utf8') },
  });
  try {
    await connection.query(`CREATE DATABASE \`bench_${service}\``);
  } finally {
    await connection.end();
  }
}

export function urlsOf(services: Readonly<Record<string, BenchProcess>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(services).map(([service, { url }]) => [urlVariableOf(service), url]),
  );
}
