import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { services } from '../../../platform/services.ts';
import { returns } from '../../fixtures/returns.ts';

/** The shop, and beside it as many services like any other as make `count`: each with a schema, a cache and events. */
export function manyServices(count: number): readonly ServiceDefinition[] {
  const more = Array.from({ length: Math.max(0, count - services.length) }, (_, index) => {
    const name = `more-${index + 1}`;
    return {
      ...returns,
      name,
      port: 4000 + index,
      needs: { ...returns.needs, publishes: ['thing-changed'], subscribes: ['orders/order-confirmed'] },
      scaling: { ...returns.scaling, eventsPerTaskPerSecond: 50 },
      calls: ['catalog', ...(index === 0 ? [] : [`more-${index}`])],
    };
  });
  return [...services, ...more];
}
