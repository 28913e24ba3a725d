import { parseArgs } from 'node:util';
import { type Command, Refusal } from '../command.ts';
import { knownService } from '../known-service.ts';

export const command: Command = {
  usage: [
    'npx shoal deploy catalog         builds, synthesizes and releases catalog into the rehearsal, blue/green',
    'npx shoal deploy --stage dev     on AWS: the registry, then the images, then every stack of the stage',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { stage: { type: 'string' }, state: { type: 'string' } },
    });
    const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
    if (values.stage !== undefined) {
      if (positionals.length > 0) {
        throw new Refusal(`--stage deploys all of ${values.stage}: name a service or a stage, not both.`);
      }
      const { deployToAws } = await import('../deploy-to-aws.ts');
      await deployToAws(values.stage, say);
      return 0;
    }
    const [typed, ...more] = positionals;
    if (typed === undefined || more.length > 0)
      throw new Refusal('Name one service: npx shoal deploy catalog.');
    const { deployToRehearsal } = await import('../deploy-to-rehearsal.ts');
    return deployToRehearsal({
      service: knownService(typed),
      say,
      ...(values.state ? { state: values.state } : {}),
    });
  },
};
