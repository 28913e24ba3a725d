/** Everything that is wrong with the environment, at once. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
    // Whoever set the variables reads this at start-up; where in the code it was noticed does not help.
    this.stack = `${this.name}: ${this.message}`;
  }
}
