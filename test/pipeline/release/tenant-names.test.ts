import { describe, expect, it } from '@jest/globals';
import { tenantNamesOf } from '../../../pipeline/release/tenant-names.ts';

describe('the names of a tenant', () => {
  it('are the service, with underscores, and a second user for migrations', () => {
    expect(tenantNamesOf('stock-keeping', 'admin')).toEqual({
      schema: 'stock_keeping',
      user: 'stock_keeping',
      migrateUser: 'stock_keeping_migrate',
    });
  });

  it.each([
    ["catalog'; DROP", 'not a name for a schema'],
    ['Catalog', 'not a name for a schema'],
    ['a--b', 'not a name for a schema'],
    ['9lives', 'not a name for a schema'],
    ['', 'not a name for a schema'],
    ['a-service-with-a-long-name', '26 characters are too many for a database user, use 24 or fewer'],
    ['mysql', "the database keeps 'mysql' for itself"],
    ['information-schema', "the database keeps 'information_schema' for itself"],
    ['admin', "the database keeps 'admin' for itself"],
    ['catalog-migrate', "a name may not end in '-migrate'"],
  ])('refuse %j', (service, sentence) => {
    expect(() => tenantNamesOf(service, 'admin')).toThrow(`service '${service}': ${sentence}`);
  });
});
