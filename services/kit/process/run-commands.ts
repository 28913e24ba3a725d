import { ConfigurationError } from '../configuration/configuration-error.ts';

/** What one command of a service does; `serve` resolves when it listens. */
export type ServiceCommand = () => Promise<unknown>;

/** The parts of `process` that matter here. */
export interface RunningProcess {
  readonly argv: readonly string[];
  exitCode?: string | number | null | undefined;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs the command a task was started with: `node main.mjs` serves, `node main.mjs migrate` migrates. What a command
 * needs and was not told is printed as sentences; a number it resolves to is the exit code.
 */
export async function runCommands(
  service: string,
  commands: { readonly serve: ServiceCommand } & Readonly<Record<string, ServiceCommand>>,
  running: RunningProcess = process,
): Promise<void> {
  const [asked = 'serve'] = running.argv.slice(2);
  const command = Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  if (command === undefined) {
    running.stderr.write(
      `'${asked}' is no command of ${service}, known: ${Object.keys(commands).join(', ')}\n`,
    );
    running.exitCode = 1;
    return;
  }
  try {
    const outcome = await command();
    if (typeof outcome === 'number') running.exitCode = outcome;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    running.stderr.write(`${error.message}\n`);
    running.exitCode = 1;
  }
}
