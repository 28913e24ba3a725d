import { nearestOf } from '../../platform/validation/nearest.ts';
import { Refusal } from '../command.ts';

/** `'catlog' is not a service. Did you mean 'catalog'? Known: gateway, catalog.` */
export function unknownName(typed: string, what: string, known: readonly string[]): Refusal {
  const guess = nearestOf(typed, known);
  const hint = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  return new Refusal(`'${typed}' is not ${what}.${hint} Known: ${known.join(', ')}.`);
}
