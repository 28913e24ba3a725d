import type { Command } from '../command.ts';
import { verify } from '../verification.ts';

export const command: Command = {
  usage: 'npm test\nnpm test -- test/e2e     only the tests in that folder',
  run: (args) => verify(args.length === 0 ? [] : ['--', ...args]),
};
