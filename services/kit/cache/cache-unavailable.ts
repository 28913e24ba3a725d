/** The cache did not carry a command out; whoever needs it decides what to do without. */
export class CacheUnavailable extends Error {
  constructor(cause: unknown) {
    super('the cache did not answer', { cause });
    this.name = 'CacheUnavailable';
  }
}
