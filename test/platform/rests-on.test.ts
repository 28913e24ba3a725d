import { describe, expect, it } from '@jest/globals';
import { type Foundation, restsOn } from '../../platform/rests-on.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';
import { returns } from '../fixtures/returns.ts';

interface Described {
  readonly needs?: readonly Foundation[];
  readonly calls?: readonly string[];
  readonly goesOnWithout?: readonly string[];
}

const service = (name: string, { needs = [], calls = [], goesOnWithout }: Described = {}) => ({
  ...returns,
  name,
  calls,
  needs: { ...returns.needs, database: needs.includes('database'), cache: needs.includes('cache') },
  ...(goesOnWithout === undefined ? {} : { goesOnWithout }),
});
const kept = service('kept', { needs: ['database'] });
const cached = service('cached', { needs: ['cache'] });

describe('a service', () => {
  it.each<readonly [string, readonly ServiceDefinition[], readonly Foundation[]]>([
    ['rests on the database that it needs', [kept], ['database']],
    ['rests on the cache that it needs', [cached], ['cache']],
    ['rests on both', [service('a', { needs: ['cache', 'database'] })], ['database', 'cache']],
    [
      'does not rest on a cache that it goes on without',
      [service('a', { needs: ['cache', 'database'], goesOnWithout: ['cache'] })],
      ['database'],
    ],
    [
      'rests on neither where neither it nor what it calls needs one',
      [service('a', { calls: ['b'] }), service('b')],
      [],
    ],
    [
      'rests on those of the services it calls',
      [service('a', { calls: ['kept', 'cached'] }), kept, cached],
      ['database', 'cache'],
    ],
    [
      'does not rest on that of a service which it goes on without',
      [service('a', { calls: ['kept', 'cached'], goesOnWithout: ['cached'] }), kept, cached],
      ['database'],
    ],
    [
      'rests on the cache that it goes on without itself and a service it calls does not',
      [service('a', { needs: ['cache'], calls: ['cached'], goesOnWithout: ['cache'] }), cached],
      ['cache'],
    ],
    [
      'rests on that of a service which one that it calls calls',
      [service('a', { calls: ['b'] }), service('b', { calls: ['kept'] }), kept],
      ['database'],
    ],
    [
      'is asked once where two call each other',
      [service('a', { calls: ['b'] }), service('b', { calls: ['a'] })],
      [],
    ],
    [
      'rests on the database of others in such a circle',
      [service('a', { calls: ['b'] }), service('b', { calls: ['a', 'kept'] }), kept],
      ['database'],
    ],
  ])('%s', (_, among, expected) => {
    const [first = returns] = among;
    expect(restsOn(first, among)).toEqual(expected);
  });
});

describe('of the services of the shop', () => {
  it('only carts, and those that cannot do without a cart, rest on the cache', () => {
    // A shop that has more services than these says of each what it rests on.
    expect(Object.fromEntries(services.map((one) => [one.name, restsOn(one, services)]))).toMatchObject({
      gateway: ['database', 'cache'],
      catalog: ['database'],
      users: ['database'],
      carts: ['database', 'cache'],
      orders: ['database', 'cache'],
      payments: ['database'],
      recommendations: [],
    });
  });
});
