import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogSettings } from '../../../services/catalog/settings.ts';
import { defaultsOf } from '../../../services/kit/settings/read-settings.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
const settings = { current: defaultsOf(catalogSettings) };
beforeEach(async () => {
  settings.current = defaultsOf(catalogSettings);
  catalog = await startCatalog({ settings });
});
afterEach(() => catalog.close());

describe('an operator', () => {
  it('makes pages shorter while requests go on', async () => {
    for (const limit of [30, 5]) {
      settings.current = { ...settings.current, largestPage: limit };
      const { body } = await catalog.ask('GET', '/v1/products?limit=50');
      expect(body._links.self?.href).toContain(`limit=${limit}`);
    }
  });

  it('switches the search by words off, and on again', async () => {
    settings.current = { ...settings.current, searchByText: false };
    const refused = await catalog.ask('GET', '/v1/products?q=coffee');
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('60');
    expect((await catalog.ask('GET', '/v1/products?category=coffee')).status).toBe(200);
    settings.current = { ...settings.current, searchByText: true };
    expect((await catalog.ask('GET', '/v1/products?q=coffee')).status).toBe(200);
  });
});
