import type { StageDefinition } from '../platform/stages.ts';

/**
 * The stages that `-c stages=dev,staging` asks for.
 * @param selection undefined for all of them
 */
export function selectedStages(
  selection: unknown,
  stages: readonly StageDefinition[],
): readonly StageDefinition[] {
  if (selection === undefined) return stages;
  const known = stages.map(({ name }) => name);
  if (typeof selection !== 'string') {
    throw new StageSelectionError(JSON.stringify(selection), known);
  }
  return selection.split(',').map((name) => {
    const stage = stages.find((each) => each.name === name.trim());
    if (stage === undefined) throw new StageSelectionError(name, known);
    return stage;
  });
}

export class StageSelectionError extends Error {
  readonly known: readonly string[];

  constructor(selection: string, known: readonly string[]) {
    super(
      `context 'stages': '${selection}' is no stage, known: ${known.join(', ')}; name one or several with commas between`,
    );
    this.name = 'StageSelectionError';
    this.known = known;
  }
}
