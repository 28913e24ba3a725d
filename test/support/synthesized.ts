import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { root, sourceHash } from './source-hash.ts';

export interface SynthesizedResource {
  /** `prod-edge/PublicLoadBalancer9A8E475C`, for messages. */
  readonly address: string;
  readonly stage: string;
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is what CloudFormation makes of it, and laws look deep into it.
  readonly properties: Readonly<Record<string, any>>;
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
}

export interface SynthesizedStack {
  /** `prod`, or `tools` for what serves all stages. */
  readonly stage: string;
  /** `edge` */
  readonly part: string;
  /** `prod-edge` */
  readonly name: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  readonly template: Template;
  readonly resources: readonly SynthesizedResource[];
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** All stacks of all stages as `cdk synth` writes them, made once for a state of the sources. */
export async function synthesized(): Promise<readonly SynthesizedStack[]> {
  const folder = join(cache, sourceHash());
  if (!existsSync(folder)) await synthesizeInto(folder);
  return stacksOf(folder);
}

/** All stacks of all stages of what was synthesized into this folder. */
export function stacksOf(folder: string): readonly SynthesizedStack[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('assembly-'))
    .flatMap((name) => stacksIn(join(folder, name), name.slice('assembly-'.length)));
}

/** The resources of one type, or of several, in all stacks of all stages. */
export function resourcesOf(
  stacks: readonly SynthesizedStack[],
  ...types: readonly string[]
): readonly SynthesizedResource[] {
  return stacks.flatMap(({ resources }) => resources.filter(({ type }) => types.includes(type)));
}

/** `stackOf(stacks, 'dev', 'edge')` */
export function stackOf(stacks: readonly SynthesizedStack[], stage: string, part: string): SynthesizedStack {
  const found = stacks.find((stack) => stack.stage === stage && stack.part === part);
  if (found === undefined) {
    throw new Error(
      `there is no stack '${stage}-${part}', known: ${stacks.map(({ name }) => name).join(', ')}`,
    );
  }
  return found;
}

const cache = join(root, 'node_modules', '.cache', 'shoal', 'synthesized');

/** In a folder of its own first: test files run beside each other, and the first to finish wins. */
async function synthesizeInto(folder: string): Promise<void> {
  process.env.CDK_VALIDATION = 'false';
  const { buildApp } = await import('../../lib/shoal-app.ts');
  const draft = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  buildApp({ stages, services, imageTagOf: (service) => `tag-of-${service}`, outdir: draft }).synth();
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  forgetOlderThanAnHour();
}

function forgetOlderThanAnHour(): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

interface Artifact {
  readonly type: string;
  readonly displayName: string;
  /** `aws://unknown-account/eu-central-1` */
  readonly environment: string;
  readonly properties: {
    readonly templateFile: string;
    readonly stackName: string;
    readonly terminationProtection?: boolean;
  };
}

function stacksIn(assembly: string, stage: string): readonly SynthesizedStack[] {
  const manifest = readJson<{ readonly artifacts: Readonly<Record<string, Artifact>> }>(
    assembly,
    'manifest.json',
  );
  return Object.values(manifest.artifacts)
    .filter(({ type }) => type === 'aws:cloudformation:stack')
    .map(({ environment, properties }) => {
      const template = readJson<Template>(assembly, properties.templateFile);
      return {
        stage,
        part: properties.stackName.slice(stage.length + 1),
        name: properties.stackName,
        region: environment.slice(environment.lastIndexOf('/') + 1),
        terminationProtection: properties.terminationProtection ?? false,
        template,
        resources: Object.entries(template.Resources).map(([id, resource]) => ({
          address: `${properties.stackName}/${id}`,
          stage,
          stack: properties.stackName,
          id,
          type: resource.Type,
          properties: resource.Properties ?? {},
          deletionPolicy: resource.DeletionPolicy,
          updateReplacePolicy: resource.UpdateReplacePolicy,
        })),
      };
    });
}

function readJson<Content>(folder: string, file: string): Content {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Content;
}
