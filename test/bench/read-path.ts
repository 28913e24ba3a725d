import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'undici';
import { makeSchema, openBareShop, urlsOf } from './bare-shop.ts';
import { startBenchProcess } from './bench-process.ts';
import { type BarrageReport, fire } from './cannon.ts';
import { atLeast, atMost, type Figure, shown } from './figures.ts';
import { median } from './median.ts';

const reference = (file: string) => join(import.meta.dirname, 'reference', file);
/** The first product of the seed, the same everywhere. */
const productId = '01941f29-7c00-736b-bd89-6b129ac7647c';
const path = `/v1/products/${productId}`;
const rounds = 3;

/** One product by its id through gateway and catalog, each one process, beside the usual way and a bare server. */
export async function benchReadPath(ports: number): Promise<readonly Figure[]> {
  const shop = await openBareShop();
  const others: { stop(): Promise<void> }[] = [];
  try {
    await makeSchema(shop, 'catalog');
    await shop.task('catalog', 'migrate');
    await shop.task('catalog', 'seed');
    const catalog = await shop.start({ service: 'catalog', port: ports + 1 });
    const gateway = await shop.start({
      service: 'gateway',
      port: ports,
      env: { ...urlsOf({ catalog }), RATE_LIMIT: '1000000', RATE_LIMIT_SECONDS: '1' },
    });
    const headers = { authorization: `Bearer ${await shop.tokens.sign({ minutes: 60 })}` };
    const answer = await fetch(`${gateway.url}${path}`, { headers });
    const head = sentHeaders(answer);
    const body = Buffer.from(await answer.arrayBuffer()).toString('base64');

    const [key] = shop.tokens.jwks.keys;
    const pem = createPublicKey({ key: key ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const usual = { ...shop.databaseEnvironment('catalog'), TOKEN_PEM: String(pem), NODE_ENV: 'production' };
    const usualCatalog = await startBenchProcess({
      file: reference('usual-catalog.ts'),
      env: { ...usual, PRODUCT_QUERY: 'SELECT * FROM products WHERE id = ?' },
      port: ports + 3,
      readyPath: '/',
    });
    const usualGateway = await startBenchProcess({
      file: reference('usual-gateway.ts'),
      env: { ...usual, ...urlsOf({ catalog: usualCatalog }) },
      port: ports + 2,
      readyPath: '/',
    });
    const bareOf = (sent: readonly string[], port: number) =>
      startBenchProcess({
        file: reference('bare-server.ts'),
        env: { BODY: body, HEAD: JSON.stringify(sent) },
        port,
        readyPath: '/',
      });
    const bare = await bareOf(head, ports + 4);
    const bareBody = await bareOf(['content-type', 'application/json'], ports + 5);
    others.push(usualCatalog, usualGateway, bare, bareBody);

    const ask = (url: string, connections = 50, seconds = 5) =>
      fire({ url: `${url}${path}`, headers, connections, seconds });
    const reports = {
      ours: [] as BarrageReport[],
      usual: [] as BarrageReport[],
      bare: [] as BarrageReport[],
      bareBody: [] as BarrageReport[],
    };
    for (const { url } of [gateway, usualGateway, bare, bareBody]) await ask(url, 50, 2);
    for (let round = 0; round < rounds; round++) {
      reports.ours.push(await ask(gateway.url));
      reports.usual.push(await ask(usualGateway.url));
      reports.bare.push(await ask(bare.url));
      reports.bareBody.push(await ask(bareBody.url));
    }
    const [ours, usualWay] = [medianRate(reports.ours), medianRate(reports.usual)];
    const [bareServer, bodyAlone] = [medianRate(reports.bare), medianRate(reports.bareBody)];
    const [through, direct] = [
      await unloaded(`${gateway.url}${path}`, headers),
      await unloaded(`${catalog.url}${path}`, headers),
    ];
    const failed = reports.ours.reduce((sum, report) => sum + report.failed, 0);
    return [
      atLeast('read path, times the usual way', ours / usualWay, 5, 'x'),
      atLeast('read path, share of a bare server', ours / bareServer, 0.2, 'x'),
      atMost('read path, p99 at 50 connections', median(reports.ours.map(({ p99Ms }) => p99Ms)), 15, 'ms'),
      atMost('what the gateway adds, unloaded, median', through - direct, 0.3, 'ms', 2),
      atMost('failed requests on the read path', failed, 0, 'requests', 0),
      shown(
        'read path, share of a bare server that sends no more than the body',
        `${(ours / bodyAlone).toFixed(2)} x`,
      ),
      shown(
        'requests/s: ours, usual, bare, bare with the body alone',
        [ours, usualWay, bareServer, bodyAlone].map((rate) => rate.toFixed(0)).join(', '),
      ),
    ];
  } finally {
    await Promise.all(others.map((each) => each.stop()));
    await shop.stop();
  }
}

/** What stands in the head of an answer, but for what Node writes by itself. */
function sentHeaders({ headers }: Response): readonly string[] {
  const byNode = ['connection', 'content-length', 'date', 'keep-alive'];
  return [...headers].filter(([name]) => !byNode.includes(name)).flat();
}

/** The median time of one request after the other, over one connection. */
async function unloaded(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  // Not that of the first request: it has been idle for so long that the server may be closing it.
  const client = new Client(new URL(url).origin);
  const times: number[] = [];
  for (let n = 0; n < 3000; n++) {
    const started = performance.now();
    const { body } = await client.request({ method: 'GET', path: new URL(url).pathname, headers });
    await body.arrayBuffer();
    times.push(performance.now() - started);
  }
  await client.close();
  return median(times.slice(500));
}

function medianRate(reports: readonly BarrageReport[]): number {
  return median(reports.map(({ perSecond }) => perSecond));
}
