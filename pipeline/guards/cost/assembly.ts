import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stack, stackOf, type TemplateText } from './stack.ts';

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        readonly type: string;
        /** `aws://unknown-account/eu-central-1` */
        readonly environment?: string;
        readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
      }
    >
  >;
}

/** Every stack of every stage in a folder that `npm run synth` has written. */
export function readAssembly(folder: string): readonly Stack[] {
  const prefix = 'assembly-';
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new Error(`${folder} holds no templates: npm run synth writes them`);
  }
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => stacksOfStage(join(folder, name), name.slice(prefix.length)));
}

function stacksOfStage(folder: string, stage: string): readonly Stack[] {
  const { artifacts = {} } = read<Manifest>(folder, 'manifest.json');
  return Object.values(artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ environment = '', properties }) => {
      const { templateFile, stackName } = properties ?? {};
      if (templateFile === undefined || stackName === undefined) {
        throw new Error(
          `${folder}/manifest.json has a stack without a template or a name: npm run synth again`,
        );
      }
      const region = environment.slice(environment.lastIndexOf('/') + 1);
      return stackOf({ stage, name: stackName, region }, read<TemplateText>(folder, templateFile));
    });
}

function read<Content>(folder: string, file: string): Content {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Content;
}
