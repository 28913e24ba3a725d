export interface SampleThing {
  readonly id: string;
  /** The user who made it. */
  readonly owner: string;
  readonly name: string;
  readonly madeAt: Date;
}
