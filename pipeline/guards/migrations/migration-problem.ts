/** What is wrong with a migration, and the way on. */
export interface MigrationProblem {
  /** From the root of the repository. */
  readonly file: string;
  /** None where the file itself is the matter. */
  readonly line?: number;
  readonly sentence: string;
}
