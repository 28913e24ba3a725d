import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gateway as definition } from '../../../services/gateway/service.ts';
import { callsPath } from '../../../services/kit/batching/calls.schema.ts';
import { sourcesIn } from '../../laws/imports-of-sources.ts';
import { type OpenApiDocument, operationAt, operationsOf } from '../../support/openapi-reader.ts';
import type { StartedService } from '../../support/started-service.ts';
import { descriptionOf, startedServices } from '../../support/started-services.ts';
import { gatewayBefore } from './support/a-gateway-before.ts';
import type { StartedGateway } from './support/start-gateway.ts';

interface RootLink {
  readonly relation: string;
  readonly href: string;
  readonly method?: string;
  readonly describedBy?: string;
}

const shop = new Map<string, StartedService>();
let gateway: StartedGateway;
let document: OpenApiDocument;
beforeAll(async () => {
  for (const name of definition.calls) {
    const start = startedServices[name];
    if (start === undefined) throw new Error(`test/support/started-services.ts starts no '${name}', add it`);
    shop.set(name, await start());
  }
  gateway = await gatewayBefore(Object.fromEntries([...shop].map(([name, { url }]) => [name, url])));
  document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(async () => {
  await gateway.close();
  for (const service of shop.values()) await service.close();
});

async function rootLinks(authorization?: string): Promise<readonly RootLink[]> {
  const answer = await fetch(`${gateway.url}/`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  const { _links, _embedded } = (await answer.json()) as {
    readonly _links: Readonly<Record<string, Omit<RootLink, 'relation'>>>;
    readonly _embedded: { readonly next: readonly RootLink[] };
  };
  return [...Object.entries(_links).map(([relation, link]) => ({ relation, ...link })), ..._embedded.next];
}

describe('the gateway before the whole shop', () => {
  it('describes every public operation of every service, each once', async () => {
    const merged = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
    for (const service of shop.values()) {
      const own = operationsOf(await descriptionOf(service))
        .filter(({ path }) => path !== callsPath)
        .map(({ method, path }) => `${method} ${path}`);
      expect(merged).toEqual(expect.arrayContaining(own));
    }
    const ids = operationsOf(document).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(30);
  });

  it('leads from its root to operations that are there, for guests and for users', async () => {
    const all = [...(await rootLinks()), ...(await rootLinks(`Bearer ${gateway.signer.token()}`))];
    expect(all.map(({ relation }) => relation)).toEqual(
      expect.arrayContaining(['sign-up', 'sign-in', 'create-cart', 'place-order', 'orders', 'cart']),
    );
    for (const { relation, href, method = 'GET' } of all) {
      const path = href.replace(/\{\?.*\}$/, '');
      expect([relation, operationAt(document, method, path) !== undefined]).toEqual([relation, true]);
    }
  });

  it('names no parameter in its templates that the operation does not have', async () => {
    const links = (await rootLinks()).filter(({ href }) => href.includes('{?'));
    expect(links.length).toBeGreaterThan(1);
    for (const { href } of links) {
      const [path = '', names = ''] = href.split('{?');
      const { operation } = operationAt(document, 'GET', path) ?? {};
      const known = (operation?.parameters ?? []).map(({ name }) => name);
      expect(known).toEqual(expect.arrayContaining(names.replace('}', '').split(',')));
    }
  });

  it('is in front of services whose links lead somewhere too', () => {
    const links = sourcesIn('services')
      .filter(({ path }) => definition.calls.some((name) => path.startsWith(`services/${name}/`)))
      .flatMap(({ path, text }) => linksIn(text).map((link) => ({ path, link })));
    expect(links.length).toBeGreaterThan(20);
    const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
    const lost = links.filter(({ link }) => methods.every((method) => !operationAt(document, method, link)));
    expect(lost).toEqual([]);
  });

  it('says of each next action where it is described, and that is there', async () => {
    const told = (await rootLinks()).flatMap(({ describedBy }) => describedBy ?? []);
    expect(told.length).toBeGreaterThan(3);
    for (const pointer of told) {
      const parts = pointer.replace('/openapi.json#/', '').split('/');
      const found = parts.reduce<unknown>(
        (value, part) => (value as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/')],
        document,
      );
      expect([pointer, typeof found]).toEqual([pointer, 'object']);
    }
  });

  it('shows all of it on one page of a modest size', async () => {
    const text = await (await fetch(`${gateway.url}/docs`)).text();
    for (const name of ['Users', 'Catalog', 'Carts', 'Orders', 'Recommendations']) {
      expect(text).toContain(`<h2>${name}</h2>`);
    }
    expect(text).not.toContain('<h2>Payments</h2>');
    expect(text.length).toBeLessThan(500_000);
  });
});

/** Addresses that are written as links, not as the path of an operation or a call: `'/v1/products'`, and `/v2/products/${id}` between backticks. */
function linksIn(text: string): readonly string[] {
  const links = [...text.matchAll(/(?:(?<!\bpath): |link\(|templated\()(['`])(\/v\d\/[^'`]*)\1/g)].map(
    ([, , path = '']) => path,
  );
  // What is put in stands for one part of a path.
  return links
    .filter((path) => !path.includes(':'))
    .map((path) => path.replaceAll(/\$\{[^}]*\}/g, 'x').replace(/[?{].*$/, ''))
    .filter((path) => !path.endsWith('/'));
}
