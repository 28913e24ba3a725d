import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import mysql from 'mysql2/promise';
import { environmentNames as name } from '../../platform/environment-names.ts';
import { environmentOfTask } from './running-tasks.ts';

/** What the services of a rehearsal have written, read behind their backs. */
export interface RehearsalData {
  rows<Row>(service: string, sql: string): Promise<readonly Row[]>;
  /** A cache as one service sees it, its prefix included. */
  readonly cacheOf: (service: string) => { readonly redis: Redis; readonly prefix: string };
  close(): Promise<void>;
}

export async function openRehearsalData(
  folder: string,
  services: { readonly databases: readonly string[]; readonly caches: readonly string[] },
): Promise<RehearsalData> {
  const pools = new Map<string, mysql.Pool>();
  for (const service of services.databases) pools.set(service, await poolOf(folder, service));
  const caches = new Map<string, { readonly redis: Redis; readonly prefix: string }>();
  for (const service of services.caches) caches.set(service, await cacheOf(folder, service));
  return {
    async rows(service, sql) {
      const pool = pools.get(service);
      if (pool === undefined) throw new Error(`the database of ${service} is not open`);
      return (await pool.query(sql))[0] as never;
    },
    cacheOf(service) {
      const cache = caches.get(service);
      if (cache === undefined) throw new Error(`the cache of ${service} is not open`);
      return cache;
    },
    async close() {
      for (const { redis } of caches.values()) redis.disconnect();
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

async function poolOf(folder: string, service: string): Promise<mysql.Pool> {
  const told = await environmentOfTask(folder, service);
  return mysql.createPool({
    host: told[name.databaseHost] ?? '',
    port: Number(told[name.databasePort]),
    user: told[name.databaseUser] ?? '',
    password: told[name.databasePassword] ?? '',
    database: told[name.databaseName] ?? '',
    ssl: { ca: readFileSync(told[name.trustedAuthorityFile] ?? '', 'utf8'), rejectUnauthorized: false },
    connectionLimit: 2,
    timezone: 'Z',
  });
}

async function cacheOf(folder: string, service: string) {
  const told = await environmentOfTask(folder, service);
  const redis = new Redis({
    host: told[name.cacheHost] ?? '',
    port: Number(told[name.cachePort]),
    username: told[name.cacheUser] ?? '',
    password: told[name.cachePassword] ?? '',
    tls: { ca: readFileSync(told[name.trustedAuthorityFile] ?? '', 'utf8'), rejectUnauthorized: false },
    // The user of a service may not ask INFO.
    enableReadyCheck: false,
  });
  redis.on('error', () => undefined);
  return { redis, prefix: told[name.cachePrefix] ?? '' };
}
