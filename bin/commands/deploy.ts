import { resolve } from 'node:path';
import { sourceSettings } from '../../platform/source.ts';
import { type Command, Refusal } from '../command.ts';
import { baseOption, baseTyped } from '../deploy/base-option.ts';
import { refuseExampleSource } from '../deploy/refuse-example-source.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { knownService } from '../typed/known-service.ts';
import { knownStage } from '../typed/known-stage.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal deploy catalog         builds, synthesizes and releases catalog into the rehearsal, blue/green',
    'npx shoal deploy catalog --let-go dev-catalog/Table1234       although that is lost by it; may stand there several times',
    'npx shoal deploy --stage dev     on AWS: guards, the registry, the images, a snapshot where the stage takes one, every stack',
    'npx shoal deploy --stage dev --let-go dev-data/Table1234      the same there',
    'npx shoal deploy --stage dev --base this-week    the same, on images rebuilt from the base layers of this week',
    'npx shoal deploy --stage prod --base this-week --renew       new base layers for what runs there, and nothing that waits on the branch',
    'npx shoal deploy catalog --stage dev --assembly cdk.out       one service on AWS, as npm run synth has left it there',
    'npx shoal deploy --stage dev --assembly cdk.out  all of the stage but its services, the same way',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        stage: { type: 'string' },
        base: baseOption,
        assembly: { type: 'string' },
        renew: { type: 'boolean', default: false },
        'let-go': { type: 'string', multiple: true, default: [] },
        state: stateOption,
      },
    });
    if (values.renew && (values.stage === undefined || values.base === undefined)) {
      throw new Refusal('--renew brings base layers to a stage: name both, --stage prod --base this-week.');
    }
    if (values.assembly !== undefined) {
      if (values.base !== undefined) {
        throw new Refusal('--assembly was synthesized already: leave --base away.');
      }
      const { deployFromAssembly } = await import('../deploy/from-assembly.ts');
      const { assembly, stage, 'let-go': letGo } = values;
      return deployFromAssembly({ assembly, stage, service: positionals[0], letGo, say });
    }
    if (values.stage !== undefined) {
      if (positionals.length > 0) {
        throw new Refusal(`--stage deploys all of ${values.stage}: name a service or a stage, not both.`);
      }
      const stage = knownStage(values.stage);
      refuseExampleSource(stage, sourceSettings);
      const base = baseTyped(values.base, Date.now());
      const deploy = values.renew
        ? (await import('../deploy/renew-on-aws.ts')).renewOnAws
        : (await import('../deploy/deploy-to-aws.ts')).deployToAws;
      let left = 'Nothing was touched.';
      let free = async (): Promise<void> => undefined;
      return operating(
        async () => {
          await free();
          return left;
        },
        async () => {
          await deploy({
            stage,
            base,
            letGo: values['let-go'],
            say,
            now: (words, freeing) => {
              left = words;
              free = freeing;
            },
          });
          return 0;
        },
      );
    }
    const [typed] = positionals;
    if (typed === undefined) throw new Refusal('Name a service: npx shoal deploy catalog.');
    const { deployToRehearsal } = await import('../deploy/deploy-to-rehearsal.ts');
    const service = knownService(typed);
    let begun = false;
    return operating(
      () =>
        begun
          ? `The release of ${service} goes on without this command: npx shoal status --watch shows it.`
          : 'Nothing was begun.',
      () =>
        deployToRehearsal({
          service,
          say,
          state: resolve(values.state),
          letGo: values['let-go'],
          began: () => {
            begun = true;
          },
        }),
    );
  },
};
