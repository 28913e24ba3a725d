import { services } from '../../platform/services.ts';
import { unknownName } from './unknown-name.ts';

/** The name as typed, where it is a service's; anything else is refused with the names there are. */
export function knownService(typed: string): string {
  const known = services.map(({ name }) => name);
  if (!known.includes(typed)) throw unknownName(typed, 'a service', known);
  return typed;
}
