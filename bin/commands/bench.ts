import { bench, benchParts } from '../../test/bench/bench.ts';
import { type Command, Refusal } from '../command.ts';

export const command: Command = {
  usage: `npm run bench\nnpm run bench -- releases     one part of it: ${benchParts.join(', ')}`,
  run: (args) => {
    const unknown = args.find((part) => !benchParts.includes(part));
    if (unknown !== undefined) {
      throw new Refusal(`'${unknown}' is not a part of the bench, known: ${benchParts.join(', ')}.`);
    }
    return bench(args.length === 0 ? benchParts : args);
  },
};
