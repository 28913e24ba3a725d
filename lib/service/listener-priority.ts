import { createHash } from 'node:crypto';
import type { ServiceDefinition } from '../../platform/service-definition.ts';

/** ELB knows 1 to 50,000. The first thousand stay free, so that a rule typed in an emergency comes before all others. */
const first = 1_000;
const last = 50_000;

/**
 * A service's place among the rules of its listeners: nobody types one. It follows from the name alone, so that no
 * rule of a running service moves when another service comes or goes. Their conditions exclude each other, so any
 * order is right.
 */
export function listenerPriorityOf(service: string, services: readonly ServiceDefinition[]): number {
  const names = services.map(({ name }) => name);
  if (!names.includes(service)) {
    throw new Error(`service '${service}' is not in the list of services, known: ${names.join(', ')}`);
  }
  const priority = placeOf(service);
  const other = names.find((name) => name !== service && placeOf(name) === priority);
  if (other !== undefined) {
    throw new Error(
      `service '${service}' has priority ${priority} among the listener rules, and so has '${other}': rename the one that is not deployed yet`,
    );
  }
  return priority;
}

function placeOf(service: string): number {
  return first + (createHash('sha256').update(service).digest().readUInt32BE(0) % (last - first + 1));
}
