import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { routes } from '../../../../services/gateway/routes.ts';
import { bestSellers } from '../../../../services/gateway/substitutes/best-sellers.ts';
import {
  type StartedUpstream,
  startUpstream,
  type UpstreamHandler,
} from '../../kit/support/start-upstream.ts';
import { beans, cups, tea } from '../../recommendations/support/products.ts';
import { startRecommendations } from '../../recommendations/support/started-recommendations.ts';
import { gatewayBefore } from '../support/a-gateway-before.ts';
import type { StartedGateway } from '../support/start-gateway.ts';

const patienceMs = 300;
const hasty = routes.map((route) =>
  route.instead === undefined ? route : { ...route, instead: { ...route.instead, patienceMs } },
);
const ofBeans = `/v1/recommendations?product=${beans}`;
const sold = [tea, beans, cups];

let catalog: StartedUpstream;
let recommendations: StartedUpstream;
let gateway: StartedGateway;
beforeEach(async () => {
  catalog = await startUpstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ products: sold.map((productId) => ({ productId, sold: 1 })) }));
  });
  recommendations = await startUpstream(failing);
  const services = { catalog: catalog.url, recommendations: recommendations.url };
  gateway = await gatewayBefore(services, { routes: hasty });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([catalog.close(), recommendations.close()]);
});

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${gateway.url}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
const productsOf = (body: { readonly products: readonly { readonly productId: string }[] }) =>
  body.products.map(({ productId }) => productId);

const failing: UpstreamHandler = (_request, response) =>
  response.writeHead(500, { 'content-type': 'application/problem+json' }).end('{"status":500}');

describe('best sellers stand in for recommendations', () => {
  it.each<[string, UpstreamHandler]>([
    ['breaks off', (request) => request.socket.destroy()],
    ['takes too long', () => {}],
    ['fails', failing],
    [
      'has no task, as the balancer tells',
      (_request, response) => response.writeHead(503).end('<html></html>'),
    ],
  ])('where it %s', async (_how, handler) => {
    recommendations.handler = handler;
    const { status, headers, body } = await ask(ofBeans);
    expect([status, body.degraded, productsOf(body)]).toEqual([200, true, [tea, cups]]);
    expect([headers.get('cache-control'), headers.get('content-type')]).toEqual([
      'no-store',
      'application/json',
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('where it is stopped altogether, also once the circuit is open', async () => {
    await recommendations.close();
    // Each waits for its retries once; together they are enough to open the circuit.
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(`${ofBeans}&limit=1`)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(productsOf(body))))).toEqual(
      new Set([`["${tea}"]`]),
    );
    const began = performance.now();
    expect((await ask(ofBeans)).body.degraded).toBe(true);
    expect(performance.now() - began).toBeLessThan(150);
    expect(gateway.recorded.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([`product=${beans}`, `product=${beans}&limit=1`, `cart=g${'A'.repeat(32)}`])(
    'as recommendations itself does: %s',
    async (query) => {
      const itself = await startRecommendations();
      itself.state.bestSellers = sold;
      itself.carts.set(`g${'A'.repeat(32)}`, []);
      const own = await itself.ask('GET', `/v1/recommendations?${query}`);
      const { status, headers, body } = await ask(`/v1/recommendations?${query}`);
      expect(body).toEqual(own.body);
      expect([status, headers.get('cache-control')]).toEqual([own.status, own.headers['cache-control']]);
      await itself.close();
    },
  );

  it('and not for what it answers, refuses or would refuse', async () => {
    recommendations.handler = (_request, response) => response.writeHead(404).end('{"status":404}');
    expect((await ask(ofBeans)).status).toBe(404);
    recommendations.handler = (_request, response) => response.end('{"products":[],"degraded":false}');
    expect((await ask(ofBeans)).body.degraded).toBe(false);
    recommendations.handler = failing;
    const both = `${ofBeans}&cart=g${'A'.repeat(32)}`;
    const below = '/v1/recommendations/7';
    for (const path of ['/v1/recommendations', both, `${ofBeans}&limit=21`, `${ofBeans}&x=1`, below]) {
      const { status, body } = await ask(path);
      expect([path, status, body]).toEqual([path, 500, { status: 500 }]);
    }
    expect((await ask(ofBeans, { method: 'POST', body: '{}' })).status).toBe(500);
    expect(catalog.requests).toBe(0);
  });

  it('and say whose failure it is where catalog is away too, or answers otherwise', async () => {
    for (const handler of [
      (request) => request.socket.destroy(),
      (_request, response) => response.end('{"products":7}'),
      (_request, response) => response.end('no JSON'),
    ] satisfies UpstreamHandler[]) {
      catalog.handler = handler;
      const { status, body } = await ask(ofBeans);
      expect([status, body.detail]).toEqual([502, 'recommendations could not be reached']);
    }
  });

  it('for nobody in whose platform catalog is not there', async () => {
    const alone = await gatewayBefore({ recommendations: 'http://127.0.0.1:9' });
    expect((await fetch(`${alone.url}${ofBeans}`)).status).toBe(502);
    await alone.close();
    expect(bestSellers.service).toBe('catalog');
  });
});
