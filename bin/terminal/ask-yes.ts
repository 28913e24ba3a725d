import { createInterface } from 'node:readline/promises';
import { Refusal } from '../command.ts';

export interface AskedTerminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Resolves where somebody at the terminal agrees; whoever does not, and a pipe that nobody sits at, is a refusal. */
export async function askYes(
  question: string,
  { input, output }: AskedTerminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (input.isTTY !== true)
    throw new Refusal(
      'Nobody sits at this terminal to be asked: --yes agrees beforehand. Nothing was begun.',
    );
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  // Ctrl-C at the question is Ctrl-C of the command.
  lines.once('SIGINT', () => process.emit('SIGINT'));
  const answer = await lines.question(`${question} [y/N] `, { signal: ended.signal }).catch(() => '');
  lines.close();
  if (!['y', 'yes'].includes(answer.trim().toLowerCase()))
    throw new Refusal('Not agreed to. Nothing was begun.');
}
