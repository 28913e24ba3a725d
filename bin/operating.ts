import { awsTrouble } from './aws-trouble.ts';

/**
 * Runs what an operator asked for. Errors of AWS become sentences, and Ctrl-C ends the command with a word about what
 * goes on without it.
 * @param left what is under way at that moment, as a sentence; asked when it is needed
 */
export async function operating(left: () => string, run: () => Promise<number>): Promise<number> {
  const interrupted = (): void => {
    process.stderr.write(`\n${left()}\n`);
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  try {
    return await run();
  } catch (error) {
    throw awsTrouble(error, left());
  } finally {
    process.off('SIGINT', interrupted);
  }
}
