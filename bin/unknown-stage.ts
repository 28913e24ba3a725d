import { stages } from '../platform/stages.ts';
import { Refusal } from './command.ts';
import { nearest } from './nearest.ts';

export function unknownStage(name: string): Refusal {
  const known = stages.map((stage) => stage.name);
  const guess = nearest(name, known);
  const hint = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  return new Refusal(`'${name}' is not a stage.${hint} Known: ${known.join(', ')}.`);
}
