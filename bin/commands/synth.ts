import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { synthesize } from '../synthesis.ts';

export const command: Command = {
  usage: 'npm run synth\nnpm run synth -- --stage prod     only that stage',
  run: async (args) => {
    const { values } = parseArgs({ args: [...args], options: { stage: { type: 'string' } } });
    const started = performance.now();
    await synthesize({
      into: 'cdk.out',
      validate: true,
      ...(values.stage === undefined ? {} : { stage: values.stage }),
    });
    process.stderr.write(
      `Synthesized into cdk.out in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
    return 0;
  },
};
