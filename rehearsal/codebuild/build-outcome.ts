import type { PhaseName } from './buildspec.ts';

export interface CommandRun {
  readonly command: string;
  readonly seconds: number;
  /** Of a command that a signal ended: 128 and the signal's number. */
  readonly exitCode: number;
  /** What was done in its place, where it was not run as it is written. */
  readonly instead?: string;
}

export interface PhaseRun {
  readonly name: PhaseName;
  readonly succeeded: boolean;
  readonly seconds: number;
  readonly commands: readonly CommandRun[];
}

/** The first command that failed. */
export interface BuildFailure {
  readonly phase: PhaseName;
  readonly command: string;
  readonly exitCode: number;
  readonly lastLines: readonly string[];
}

export interface BuildOutcome {
  readonly succeeded: boolean;
  readonly phases: readonly PhaseRun[];
  readonly failure?: BuildFailure;
  /** The values of `env.exported-variables`. */
  readonly exported: Readonly<Record<string, string>>;
  /** Paths below the folder, once all phases succeeded. */
  readonly artifacts: readonly string[];
}

export function failureWords({ phase, command, exitCode, lastLines }: BuildFailure): string {
  const told =
    lastLines.length === 0
      ? 'It printed nothing.'
      : `Its last lines:\n${lastLines.map((line) => `  ${line}`).join('\n')}`;
  return `phase ${phase} failed: '${firstLine(command)}' ended with exit code ${exitCode}. ${told}`;
}

/** A command of several lines is known by its first. */
export function firstLine(command: string): string {
  const [first = '', ...more] = command.trim().split('\n');
  return more.length === 0 ? first : `${first} …`;
}
