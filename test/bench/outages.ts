import { setTimeout as sleep } from 'node:timers/promises';
import type { RepositoryCopy } from '../support/repository-copy.ts';
import { type RunningRehearsal, startRehearsal } from '../support/running-rehearsal.ts';
import { atLeast, atMost, type Figure, shown } from './figures.ts';
import { type JsonClient, jsonClient } from './json-client.ts';
import { environmentOfTask, processesOf, tasksOf } from './running-tasks.ts';

/** Longer than two health checks, so that a task which would be killed for an outage is. */
const outageMs = 12_000;
const healWithinMs = 20_000;
const services = ['gateway', 'catalog', 'users', 'carts', 'orders', 'payments'];

/** Stops a dependency, asks those who depend on it meanwhile, lets it go on, and waits for all to be well. */
export async function benchOutages(copy: RepositoryCopy, ports: number): Promise<readonly Figure[]> {
  const rehearsal = await startRehearsal({ folder: copy.folder, ports });
  const shop = jsonClient(rehearsal.shop, 8);
  const carts = jsonClient(await addressOf(copy.folder, 'carts'), 4);
  try {
    const { members } = await shop.send('GET', '/v1/products?limit=100');
    const ids = ((members?.products ?? []) as readonly { id: string }[]).map(({ id }) => id);
    if (ids.length < 20) throw new Error(`the shop at ${rehearsal.shop} shows too few products`);
    const parts = { folder: copy.folder, shop, carts, ids, rehearsal };
    const tasks = await tasksNow(copy.folder);
    const figures = [
      ...(await withoutCache(parts)),
      ...(await withoutRecommendations(parts)),
      ...(await withoutDatabase(parts)),
    ];
    const after = await tasksNow(copy.folder);
    return [
      ...figures,
      atMost(
        'tasks killed or restarted for it',
        tasks.filter((pid) => !after.includes(pid)).length,
        0,
        '',
        0,
      ),
    ];
  } finally {
    await Promise.all([shop.close(), carts.close()]);
    await rehearsal.stop();
  }
}

interface Parts {
  readonly folder: string;
  readonly shop: JsonClient;
  readonly carts: JsonClient;
  readonly ids: readonly string[];
  readonly rehearsal: RunningRehearsal;
}

async function withoutCache({ folder, shop, carts, ids }: Parts): Promise<readonly Figure[]> {
  const product = (n: number) => shop.send('GET', `/v1/products/${ids[n % ids.length]}`);
  const cart = () => carts.send('POST', '/v1/carts');
  const [products, refusals] = await stopped(folder, 'cache', () => [
    ask(product, ({ status }) => status === 200),
    ask(cart, ({ status, header }) => status === 503 && /problem\+json/.test(header('content-type') ?? '')),
  ]);
  const healed = await whenWell([() => product(0), () => shop.send('POST', '/v1/carts')]);
  return [
    atLeast('without Redis, products answered', products?.share ?? 0, 1, 'of 1', 3),
    atLeast('without Redis, carts that were told 503', refusals?.share ?? 0, 1, 'of 1', 3),
    atMost('without Redis, slowest 503 of carts', refusals?.slowestMs ?? Number.NaN, 50, 'ms', 0),
    shown('the first, which finds that Redis hangs', `${refusals?.firstMs.toFixed(0)} ms`),
    atMost('well again after Redis', healed, healWithinMs / 1000, 's'),
  ];
}

async function withoutRecommendations({ folder, shop, ids }: Parts): Promise<readonly Figure[]> {
  const page = (n: number) => shop.send('GET', `/v2/products/${ids[n % ids.length]}`);
  const recommended = () => shop.send('GET', `/v1/recommendations?product=${ids[0]}`);
  const [pages] = await stopped(folder, 'dev-recommendations task', () => [
    ask(page, ({ status }) => status === 200),
  ]);
  const healed = await whenWell([recommended]);
  return [
    atLeast('without recommendations, product pages answered', pages?.share ?? 0, 1, 'of 1', 3),
    atMost('well again after recommendations', healed, healWithinMs / 1000, 's'),
  ];
}

async function withoutDatabase({ folder, shop, ids }: Parts): Promise<readonly Figure[]> {
  const known = ids.slice(0, 10);
  const product = (n: number) => shop.send('GET', `/v1/products/${known[n % known.length]}`);
  for (const n of known.keys()) await product(n);
  const [products] = await stopped(folder, 'database', () => [ask(product, ({ status }) => status === 200)]);
  const search = () => shop.send('GET', '/v1/products?q=tea');
  const healed = await whenWell([search]);
  return [
    atLeast('without MariaDB, cached products answered', products?.share ?? 0, 1, 'of 1', 3),
    atMost('well again after MariaDB', healed, healWithinMs / 1000, 's'),
  ];
}

type Answer = Awaited<ReturnType<JsonClient['send']>>;

interface Asked {
  /** Of all that was asked, how much was answered as it should be. */
  readonly share: number;
  /** Whoever asks first finds out that nothing answers. */
  readonly firstMs: number;
  /** Of all after the first. */
  readonly slowestMs: number;
}

type Asking = (while_: () => boolean) => Promise<Asked>;

/** Asks ten times a second. */
function ask(send: (n: number) => Promise<Answer>, isGood: (answer: Answer) => boolean): Asking {
  return async (goesOn) => {
    let [asked, good, firstMs, slowestMs] = [0, 0, 0, 0];
    while (goesOn()) {
      const began = performance.now();
      const answer = await send(asked++).catch(() => undefined);
      const tookMs = performance.now() - began;
      if (asked === 1) firstMs = tookMs;
      else slowestMs = Math.max(slowestMs, tookMs);
      if (answer !== undefined && isGood(answer)) good++;
      else if (asked - good <= 3) process.stderr.write(`${answer?.status} ${answer?.text.slice(0, 300)}\n`);
      await sleep(100);
    }
    return { share: asked === 0 ? 0 : good / asked, firstMs, slowestMs };
  };
}

/** Halts a process as it is, which nobody is told of: connections stay open and nothing answers. */
async function stopped(
  folder: string,
  name: string,
  asking: () => readonly Asking[],
): Promise<readonly Asked[]> {
  const pids = await processesOf(folder, name);
  if (pids.length === 0) throw new Error(`nothing called '${name}' is running`);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    const until = performance.now() + outageMs;
    return await Promise.all(asking().map((each) => each(() => performance.now() < until)));
  } finally {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGCONT');
      } catch {
        // It was ended while it was halted.
      }
    }
  }
}

/** The seconds until each answers as it should. */
async function whenWell(sends: readonly (() => Promise<Answer>)[]): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < healWithinMs * 2) {
    const answers = await Promise.all(sends.map((send) => send().catch(() => undefined)));
    if (answers.every((answer) => answer !== undefined && answer.status < 300)) break;
    await sleep(100);
  }
  return (performance.now() - began) / 1000;
}

async function tasksNow(folder: string): Promise<readonly number[]> {
  return (await Promise.all(services.map((service) => tasksOf(folder, service)))).flat();
}

async function addressOf(folder: string, service: string): Promise<string> {
  const { HOST, PORT } = await environmentOfTask(folder, service);
  return `http://${HOST}:${PORT}`;
}
