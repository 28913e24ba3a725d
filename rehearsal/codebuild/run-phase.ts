import { type BuildFailure, type CommandRun, firstLine, type PhaseRun } from './build-outcome.ts';
import type { BuildShell } from './build-shell.ts';
import type { Phase } from './buildspec.ts';
import type { StandIn } from './play-buildspec.ts';

export interface PhaseToRun {
  readonly phase: Phase;
  readonly shell: BuildShell;
  readonly say: (sentence: string) => void;
  readonly instead: StandIn | undefined;
}

export interface RunPhase {
  readonly phase: PhaseRun;
  readonly failure: BuildFailure | undefined;
}

/** What people read of a failure; a test report names its cause near its end. */
const shownLines = 25;

/** The commands up to the first that fails, then what is to be done either way. */
export async function runPhase({ phase, shell, say, instead }: PhaseToRun): Promise<RunPhase> {
  const started = performance.now();
  const commands: CommandRun[] = [];
  let failure: BuildFailure | undefined;
  for (const list of [phase.commands, phase.finally]) {
    for (const command of list) {
      const run = await runCommand(command, { shell, say, instead });
      commands.push(run.done);
      if (run.done.exitCode === 0) continue;
      failure ??= {
        phase: phase.name,
        command,
        exitCode: run.done.exitCode,
        lastLines: run.lines.filter((line) => line.trim() !== '').slice(-shownLines),
      };
      break;
    }
  }
  const seconds = secondsSince(started);
  return { phase: { name: phase.name, succeeded: failure === undefined, seconds, commands }, failure };
}

async function runCommand(
  command: string,
  { shell, say, instead }: Pick<PhaseToRun, 'shell' | 'say' | 'instead'>,
): Promise<{ readonly done: CommandRun; readonly lines: readonly string[] }> {
  const other = instead?.(command);
  say(other === undefined ? `$ ${firstLine(command)}` : `$ ${firstLine(command)} — ${other.because}`);
  const started = performance.now();
  const { exitCode, lines } = await shell.run(other?.run ?? command);
  const done = { command, seconds: secondsSince(started), exitCode };
  return { done: other === undefined ? done : { ...done, instead: other.because }, lines };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
