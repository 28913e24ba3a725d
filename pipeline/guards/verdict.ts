import type { Refusal } from './refusal.ts';

/** What a guard has to say of one deployment. */
export interface Verdict {
  readonly guard: 'colour' | 'data' | 'cost' | 'migrations';
  /** What it looked at: `14 changes of 3 stacks, by change sets`. */
  readonly looked: string;
  readonly refusals: readonly Refusal[];
  /** What it could not look at, and why. */
  readonly remarks: readonly string[];
}

export function passes(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ refusals }) => refusals.length === 0);
}

/** For people: a line for each guard, and below it what it refuses. */
export function verdictText(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ guard, looked, refusals, remarks }) => [
      `${guard.padEnd(10)}  ${refusals.length === 0 ? 'passes ' : 'refuses'}  ${looked}`,
      ...remarks.map((remark) => `  ${remark}`),
      ...refusals.map(({ sentence }) => `  - ${sentence}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** For programs: `{ passes, guards: { colour: { passes, looked, refusals, remarks }, … } }`. */
export function verdictReport(verdicts: readonly Verdict[]) {
  return {
    passes: passes(verdicts),
    guards: Object.fromEntries(
      verdicts.map(({ guard, ...verdict }) => [
        guard,
        { passes: passes([{ guard, ...verdict }]), ...verdict },
      ]),
    ),
  };
}
