import type { Command } from '../command.ts';
import { verify } from '../verification.ts';

/** End to end alone at the end: what starts whole platforms and puts load on them mostly waits, two beside each other. */
const everything = [
  ['--maxWorkers=2', '--selectProjects', 'fast', 'integration'],
  ['--maxWorkers=2', '--selectProjects', 'e2e'],
];

export const command: Command = {
  usage: 'npm test\nnpm test -- test/e2e     only the tests in that folder',
  run: (args) => verify(args.length === 0 ? everything : [['--maxWorkers=2', '--', ...args]]),
};
