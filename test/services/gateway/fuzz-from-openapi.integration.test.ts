import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '../../../services/kit/auth/token-verifier.ts';
import { fuzzFromOpenApi } from '../../support/fuzz-from-openapi.ts';
import type { OpenApiDocument } from '../../support/openapi-reader.ts';
import { idOf, productOf } from '../catalog/support/a-product.ts';
import { staff } from '../catalog/support/catalog-client.ts';
import { type StartedCatalog, startCatalog } from '../catalog/support/started-catalog.ts';
import { gatewayBefore } from './support/a-gateway-before.ts';
import type { StartedGateway } from './support/start-gateway.ts';

let catalog: StartedCatalog;
let gateway: StartedGateway;
beforeAll(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2, 3]) await catalog.products.create(productOf(number));
  await catalog.stock.count(idOf(1), 1_000_000);
  gateway = await gatewayBefore({ catalog: catalog.url }, { tokens: createTokenVerifier(catalog.tokens) });
});
afterAll(async () => {
  await gateway.close();
  await catalog.close();
});

describe('the gateway and the catalog behind it', () => {
  it('answer whatever their own description lets one think of, without a failure', async () => {
    const answer = await fetch(`${gateway.url}/openapi.json`);
    const report = await fuzzFromOpenApi({
      url: gateway.url,
      document: (await answer.json()) as OpenApiDocument,
      count: 2000,
      tokens: [await catalog.tokens.sign(), await catalog.tokens.sign(staff)],
      values: { id: [idOf(1), idOf(2), 'coffee'] },
    });
    expect(report.requests).toBeGreaterThanOrEqual(2000);
    expect(Object.keys(report.byStatus)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '422']),
    );
    expect(report.neverCarriedOut).not.toContain('GET /v1/categories');
    expect(catalog.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(gateway.recorded.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
