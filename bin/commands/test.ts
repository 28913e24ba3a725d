import type { Command } from '../command.ts';
import { verify } from '../verification.ts';

export const command: Command = {
  name: 'test',
  about: 'All tests: types, lint, laws, units, integration and end to end.',
  usage: 'npm test\nnpm test -- test/e2e     only the tests in that folder',
  run: (args) => verify(args.length === 0 ? [] : ['--', ...args]),
};
