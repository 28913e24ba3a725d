import type { ResourceChange, Synthesis } from './resource-change.ts';

/** A stage, and what a deployment of it would change. */
export interface LookedAt {
  /** Every stack that is deployed, also those that this deployment leaves alone. */
  readonly deployed: Synthesis;
  readonly next: Synthesis;
  readonly changes: readonly ResourceChange[];
  /** `by change sets`: how they are known. */
  readonly known: string;
}

/** `14 changes of 3 stacks, by change sets` */
export function lookedWords({ deployed, next, changes, known }: LookedAt): string {
  const there = [...next.keys()].filter((stack) => deployed.has(stack)).length;
  if (there === 0) return 'nothing is deployed yet that could be changed';
  const stacks = new Set(changes.map(({ stack }) => stack)).size;
  return `${counted(changes.length, 'resource changes', 'resources change')} in ${stacks} of ${counted(there, 'deployed stack', 'deployed stacks')}, ${known}`;
}

/** `1 file`, `2 files` */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
