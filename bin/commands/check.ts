import type { Command } from '../command.ts';
import { verify } from '../verification.ts';

export const command: Command = {
  name: 'check',
  about: 'The fast half of the tests: types, lint, laws and units.',
  usage: 'npm run check\nnpm run check -- test/platform     only the tests in that folder',
  run: (args) => verify(['--selectProjects', 'fast', '--', ...args]),
};
