import type { Command } from '../command.ts';
import { verify } from '../verification.ts';

export const command: Command = {
  usage: 'npm run check\nnpm run check -- test/platform     only the tests in that folder',
  run: (args) => verify([['--maxWorkers=2', '--selectProjects', 'fast', '--', ...args]]),
};
