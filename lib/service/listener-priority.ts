import type { ServiceDefinition } from '../../platform/service-definition.ts';

/** The gap leaves room to squeeze a rule between two in an emergency. */
const gap = 10;

/** A service's place among the rules of its listeners, from its place in the list: nobody types one. */
export function listenerPriorityOf(service: string, services: readonly ServiceDefinition[]): number {
  const index = services.findIndex(({ name }) => name === service);
  if (index < 0) {
    const known = services.map(({ name }) => name).join(', ');
    throw new Error(`service '${service}' is not in the list of services, known: ${known}`);
  }
  return gap * (index + 1);
}
