import { awsTrouble } from './aws-trouble.ts';

/** What shells expect of a process that a signal ended: 128 and its number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
/** A terminal sends Ctrl-C to every process of a command, and the entry script passes its own on: these are one. */
const samePressMs = 1000;
const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];

/**
 * Runs what an operator asked for. Errors of AWS become sentences, and Ctrl-C ends the command with a word about what
 * goes on without it.
 * @param left what is under way at that moment, as a sentence; it may first end what must not go on unwatched
 */
export async function operating(
  left: () => string | Promise<string>,
  run: () => Promise<number>,
): Promise<number> {
  let toldAt: number | undefined;
  const interrupted = async (signal: keyof typeof exitCodes): Promise<void> => {
    if (toldAt !== undefined) {
      // Somebody does not want to wait.
      if (performance.now() - toldAt > samePressMs) process.exit(exitCodes[signal]);
      return;
    }
    toldAt = performance.now();
    process.stderr.write(`\n${await left()}\n`);
    process.exit(exitCodes[signal]);
  };
  for (const signal of signals) process.on(signal, interrupted);
  try {
    return await run();
  } catch (error) {
    // The signal tells, and what it ended fails in whatever way.
    if (toldAt !== undefined) return new Promise(() => undefined);
    throw awsTrouble(error, await left());
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
  }
}
