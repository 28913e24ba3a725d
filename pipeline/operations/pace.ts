/** How an operation waits, and whom it tells. */
export interface Pace {
  readonly now: () => number;
  /** Between two looks. */
  readonly pause: () => Promise<unknown>;
  readonly say: (sentence: string) => void;
}
