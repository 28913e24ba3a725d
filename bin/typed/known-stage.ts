import { type StageDefinition, stages } from '../../platform/stages.ts';
import { unknownName } from './unknown-name.ts';

/** The stage of that name; anything else is refused with the names there are. */
export function knownStage(typed: string): StageDefinition {
  const stage = stages.find(({ name }) => name === typed);
  if (stage !== undefined) return stage;
  throw unknownName(
    typed,
    'a stage',
    stages.map(({ name }) => name),
  );
}
