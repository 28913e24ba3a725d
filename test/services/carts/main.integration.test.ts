import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import {
  callerSecretVariableOf,
  environmentNames as names,
  urlVariableOf,
} from '../../../platform/environment-names.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { ordersSecret } from './support/started-carts.ts';

const main = join(import.meta.dirname, '../../../services/carts/main.ts');
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

function start(env: Readonly<Record<string, string>>) {
  const task = spawn(process.execPath, [main], { env });
  child = task;
  const said: string[] = [];
  task.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(task, 'close').then(([code]) => ({ code: Number(code), stderr: said.join('') }));
  return { process: task, ended, lines: createInterface(task.stdout) };
}

describe('the process of carts', () => {
  it('serves once the cache is reached, and stops when it is told to', async () => {
    const cache = testCacheConfiguration(`carts-main-${process.pid}:`);
    const running = start({
      [names.serviceName]: 'carts',
      [names.host]: '127.0.0.1',
      [names.port]: '0',
      [names.drainSeconds]: '0',
      [names.cacheHost]: cache.host,
      [names.cachePort]: String(cache.port),
      [names.cacheUser]: cache.user ?? '',
      [names.cachePassword]: cache.password ?? '',
      [names.cachePrefix]: cache.prefix,
      [names.trustedAuthorityFile]: cache.authorityFile ?? '',
      [names.tokenKeys]: JSON.stringify((await createTestTokens()).jwks),
      [urlVariableOf('catalog')]: 'http://127.0.0.1:9',
      [callerSecretVariableOf('orders')]: ordersSecret,
    });
    let port = 0;
    for await (const text of running.lines) {
      const line = JSON.parse(text);
      port = line.message === 'listening' ? line.port : port;
      if (line.message === 'cache is reached') break;
    }
    const made = await request(`http://127.0.0.1:${port}/v1/carts`, { method: 'POST' });
    expect(made.statusCode).toBe(201);
    await made.body.dump();
    running.process.kill('SIGTERM');
    expect(await running.ended).toEqual({ code: 0, stderr: '' });
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await start({}).ended;
    expect(code).toBe(1);
    for (const name of [names.cacheHost, names.tokenKeys, 'CATALOG_URL', 'CALLER_ORDERS_SECRET']) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });
});
