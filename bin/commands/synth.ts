import type { Command } from '../command.ts';
import { baseOption, baseTyped } from '../deploy/base-option.ts';
import { synthesize } from '../synthesis.ts';
import { knownStage } from '../typed/known-stage.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npm run synth',
    'npm run synth -- --stage prod        only that stage',
    'npm run synth -- --base this-week    with images on the base layers of this week',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, { options: { stage: { type: 'string' }, base: baseOption } });
    const started = performance.now();
    await synthesize({
      into: 'cdk.out',
      validate: true,
      base: baseTyped(values.base, Date.now()),
      ...(values.stage === undefined ? {} : { stage: knownStage(values.stage).name }),
    });
    process.stderr.write(
      `Synthesized into cdk.out in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
    return 0;
  },
};
