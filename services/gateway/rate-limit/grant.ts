/** What a bucket gave. */
export interface Grant {
  readonly granted: number;
  /** Tokens that are still in the bucket. */
  readonly left: number;
  /** How long until there is a token again. */
  readonly waitMs: number;
}
