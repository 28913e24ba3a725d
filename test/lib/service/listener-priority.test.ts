import { describe, expect, it } from '@jest/globals';
import { listenerPriorityOf } from '../../../lib/service/listener-priority.ts';
import { services } from '../../../platform/services.ts';
import { returns } from '../../fixtures/returns.ts';

const named = (names: readonly string[]) => names.map((name) => ({ ...returns, name }));

describe('the priority of a service', () => {
  it.each([
    ['at the end', [...services, returns]],
    ['at the beginning', [returns, ...services]],
    ['in the middle', services.flatMap((service, index) => (index === 1 ? [returns, service] : [service]))],
  ])('stays when another service is added %s', (_where, more) => {
    expect(more.length).toBe(services.length + 1);
    for (const { name } of services) {
      expect(listenerPriorityOf(name, more)).toBe(listenerPriorityOf(name, services));
    }
  });

  it('stays when another service is removed', () => {
    const [, ...fewer] = services;
    for (const { name } of fewer) {
      expect(listenerPriorityOf(name, fewer)).toBe(listenerPriorityOf(name, services));
    }
  });

  it('is one that ELB takes, behind those left free for an emergency', () => {
    for (const { name } of named(Array.from({ length: 300 }, (_, index) => `service-${index}`))) {
      const priority = listenerPriorityOf(name, named([name]));
      expect(priority).toBeGreaterThanOrEqual(1_000);
      expect(priority).toBeLessThanOrEqual(50_000);
    }
  });

  it('is never shared: of two names that would, one must change', () => {
    const [one, other] = twoThatCollide();
    expect(() => listenerPriorityOf(one, named([one, other]))).toThrow(
      new RegExp(
        `^service '${one}' has priority \\d+ among the listener rules, and so has '${other}': rename`,
      ),
    );
  });

  it('is not made up for a service that is not in the list', () => {
    expect(() => listenerPriorityOf('returns', services)).toThrow(
      /^service 'returns' is not in the list of services, known: gateway, catalog/,
    );
  });
});

/** With 49,001 places, two of a few hundred names share one. */
function twoThatCollide(): readonly [string, string] {
  const taken = new Map<number, string>();
  for (let index = 0; index < 5_000; index++) {
    const name = `n${index}`;
    const priority = listenerPriorityOf(name, named([name]));
    const other = taken.get(priority);
    if (other !== undefined) return [name, other];
    taken.set(priority, name);
  }
  throw new Error('no two of 5,000 names share a priority');
}
