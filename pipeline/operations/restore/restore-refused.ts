/** A restore that cannot be, or that ended badly; the sentence says what to do. */
export class RestoreRefusedError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'RestoreRefusedError';
  }
}
