import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Synthesis, Template } from './resource-change.ts';

export interface StageAssembly {
  readonly templates: Synthesis;
  /** By what the CDK calls a stack: `dev/catalog`. */
  readonly pathOf: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly displayName?: string;
        readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
      }
    >
  >;
}

/** The templates of one stage in a folder that `npm run synth` or `npx cdk synth` has written. */
export function readStageAssembly(folder: string, stage: string): StageAssembly {
  const inside = join(folder, `assembly-${stage}`);
  if (!existsSync(join(inside, 'manifest.json'))) {
    throw new Error(
      `${folder} holds no templates of ${stage}: npm run synth writes those of every stage to cdk.out`,
    );
  }
  const { artifacts = {} }: Manifest = JSON.parse(readFileSync(join(inside, 'manifest.json'), 'utf8'));
  const stacks = Object.values(artifacts).flatMap(({ type, displayName, properties }) => {
    const { templateFile, stackName } = properties ?? {};
    if (type !== 'aws:cloudformation:stack' || templateFile === undefined || stackName === undefined)
      return [];
    const template: Template = JSON.parse(readFileSync(join(inside, templateFile), 'utf8'));
    return [{ stackName, template, path: displayName ?? stackName }];
  });
  return {
    templates: new Map(stacks.map(({ stackName, template }) => [stackName, template])),
    pathOf: new Map(stacks.map(({ stackName, path }) => [stackName, path])),
  };
}
