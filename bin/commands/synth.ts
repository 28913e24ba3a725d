import type { Command } from '../command.ts';
import { knownStage } from '../known-stage.ts';
import { synthesize } from '../synthesis.ts';
import { readTyped } from '../typed.ts';

export const command: Command = {
  usage: 'npm run synth\nnpm run synth -- --stage prod     only that stage',
  run: async (args) => {
    const { values } = readTyped(args, { options: { stage: { type: 'string' } } });
    const started = performance.now();
    await synthesize({
      into: 'cdk.out',
      validate: true,
      ...(values.stage === undefined ? {} : { stage: knownStage(values.stage).name }),
    });
    process.stderr.write(
      `Synthesized into cdk.out in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
    return 0;
  },
};
