import { DefinitionError, sentenceOf } from '../../platform/validation/problem.ts';

/** The sentences of the error that `act` throws, or none where it throws none. */
export function problemsThrownBy(act: () => void): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(sentenceOf);
    throw error;
  }
}
