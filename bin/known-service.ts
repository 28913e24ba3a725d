import { services } from '../platform/services.ts';
import { Refusal } from './command.ts';
import { nearest } from './nearest.ts';

/** The name as typed, where it is a service's; anything else is refused with the names there are. */
export function knownService(typed: string): string {
  const known = services.map((service) => service.name);
  if (known.includes(typed)) return typed;
  const guess = nearest(typed, known);
  const hint = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new Refusal(`'${typed}' is not a service.${hint} Known: ${known.join(', ')}.`);
}
