import { resolve } from 'node:path';
import { services } from '../../platform/services.ts';
import { type Command, Refusal } from '../command.ts';
import { baseOption, baseTyped } from '../deploy/base-option.ts';
import { operating } from '../stage/operating.ts';
import { say } from '../terminal/say.ts';
import { root } from '../tool.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

const steps = ['build', 'sbom', 'scan'] as const;

export const command: Command = {
  usage: [
    'npx shoal image build catalog                    by Docker with buildx, into the registry; nothing where its tag is there',
    'npx shoal image build                            the images of all services',
    'npx shoal image build catalog --base this-week   on the base layers of this week',
    'npx shoal image build catalog --assembly cdk.out as the templates there name it, which every stage deploys',
    'npx shoal image sbom catalog --assembly cdk.out  writes what is in it to cdk.out/sbom, and attaches that to the image',
    'npx shoal image scan catalog --assembly cdk.out  refuses known weaknesses, by severity (platform/registry.ts)',
    'Where it is built says how: --platform linux/amd64, --network host, --runtime <image>; or without Docker,',
    'npx shoal image build catalog --assembly cdk.out --bundle-into .shoal/images     the bundle alone, for a rehearsal',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1 + services.length,
      options: {
        assembly: { type: 'string' },
        base: baseOption,
        platform: { type: 'string' },
        network: { type: 'string' },
        runtime: { type: 'string' },
        'bundle-into': { type: 'string' },
      },
    });
    const [typed, ...names] = positionals;
    const step = steps.find((each) => each === typed);
    if (step === undefined) {
      if (typed === undefined) throw new Refusal(`Say what to do with it: ${steps.join(', ')}.`);
      throw unknownName(typed, 'a step of an image', steps);
    }
    const { base, assembly, 'bundle-into': bundles, ...surroundings } = values;
    if (base !== undefined && assembly !== undefined) {
      throw new Refusal('--assembly says which base layers its images stand on: leave --base away.');
    }
    const { buildImages, describeImages, scanImages } = await import('../image/image-steps.ts');
    const images = {
      root,
      services: names.length === 0 ? services.map(({ name }) => name) : names.map(knownService),
      assembly: assembly === undefined ? undefined : resolve(assembly),
      base: baseTyped(base, Date.now()),
      say,
    };
    const into = bundles === undefined ? undefined : resolve(bundles);
    return operating(
      () => left[step],
      async () => {
        if (step === 'scan') return scanImages(images);
        if (step === 'sbom') await describeImages(images);
        else await buildImages(images, { surroundings, bundles: into });
        return 0;
      },
    );
  },
};

/** For whoever interrupts it. */
const left = {
  build: 'Images that were pushed stay, and are not built again; nothing was deployed.',
  sbom: 'Bills of materials that were attached stay; nothing was deployed.',
  scan: 'Nothing was changed.',
};
