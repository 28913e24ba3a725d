import { join } from 'node:path';
import { buildBundle } from '../../pipeline/build/build-image.ts';
import { services } from '../../platform/services.ts';
import type { Command } from '../command.ts';
import { defaultStateFolder } from '../stage/state-folder.ts';
import { root } from '../tool.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: 'npx shoal build\nnpx shoal build catalog',
  run: async (args) => {
    const { positionals } = readTyped(args, { names: services.length, options: {} });
    const chosen = positionals.length > 0 ? positionals.map(knownService) : services.map(({ name }) => name);
    for (const service of chosen) {
      const { tag } = await buildBundle({ service, root, into: join(defaultStateFolder, 'images') });
      process.stdout.write(`${service}:${tag}\n`);
    }
    return 0;
  },
};
