import { describe, expect, it } from '@jest/globals';
import { listenerPriorityOf } from '../../../lib/service/listener-priority.ts';
import { services } from '../../../platform/services.ts';
import { returns } from '../../fixtures/returns.ts';

describe('the priority of a service', () => {
  it('follows from its place in the list', () => {
    const priorities = services.map(({ name }) => listenerPriorityOf(name, services));
    expect(priorities).toEqual(services.map((_, index) => 10 * (index + 1)));
  });

  it('stays when a service is added at the end', () => {
    const more = [...services, returns];
    for (const { name } of services) {
      expect(listenerPriorityOf(name, more)).toBe(listenerPriorityOf(name, services));
    }
  });

  it('is not made up for a service that is not in the list', () => {
    expect(() => listenerPriorityOf('returns', services)).toThrow(
      "service 'returns' is not in the list of services, known: gateway, catalog",
    );
  });
});
