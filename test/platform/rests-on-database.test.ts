import { describe, expect, it } from '@jest/globals';
import { restsOnDatabase } from '../../platform/rests-on-database.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { returns } from '../fixtures/returns.ts';

const service = (name: string, calls: readonly string[], database = false): ServiceDefinition => ({
  ...returns,
  name,
  calls,
  needs: { ...returns.needs, database },
});

describe('a service', () => {
  it.each<readonly [string, readonly ServiceDefinition[], boolean]>([
    ['rests on the database that it needs', [service('a', [], true)], true],
    ['does not where neither it nor what it calls needs one', [service('a', ['b']), service('b', [])], false],
    ['rests on that of a service it calls', [service('a', ['b']), service('b', [], true)], true],
    [
      'rests on that of a service which one that it calls calls',
      [service('a', ['b']), service('b', ['c']), service('c', [], true)],
      true,
    ],
    ['is asked once where two call each other', [service('a', ['b']), service('b', ['a'])], false],
    [
      'rests on the database of others in such a circle',
      [service('a', ['b']), service('b', ['a', 'c']), service('c', [], true)],
      true,
    ],
  ])('%s', (_, services, expected) => {
    const [first = returns] = services;
    expect(restsOnDatabase(first, services)).toBe(expected);
  });
});
