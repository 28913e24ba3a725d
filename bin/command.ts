/** One verb of `npx shoal`. */
export interface Command {
  /** How it is typed, with examples; printed by `npx shoal <verb> --help`. */
  readonly usage: string;
  /** Returns the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Bad input or a state of things that a person can mend: the sentence is all that is printed. */
export class Refusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Refusal';
  }
}
