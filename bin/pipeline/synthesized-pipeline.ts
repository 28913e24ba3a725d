import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../rehearsal/cloudformation/assembly.ts';
import { type BuildProject, projectsIn } from '../../rehearsal/codepipeline/build-projects.ts';
import type { Pipeline } from '../../rehearsal/codepipeline/pipeline.ts';
import { pipelinesIn } from '../../rehearsal/codepipeline/read-pipeline.ts';
import { Refusal } from '../command.ts';

export interface SynthesizedPipeline {
  readonly pipeline: Pipeline;
  /** The projects of the tools and of the stage that the rehearsal plays. */
  readonly projects: ReadonlyMap<string, BuildProject>;
}

/**
 * The pipeline of a service, or of the platform, as the rehearsal's templates have it. As on AWS, it is the one that was
 * deployed, not the one that a push brings.
 */
export function synthesizedPipeline(assembly: string, stage: string, of: string): SynthesizedPipeline {
  const templates = ['tools', stage]
    .map((name) => join(assembly, `assembly-${name}`))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
    .flatMap((folder) => readAssembly(folder).map(({ template }) => template));
  const name = `shoal-${of}`;
  const pipeline = templates.flatMap(pipelinesIn).find((each) => each.name === name);
  if (pipeline === undefined) {
    throw new Refusal(
      `The rehearsal's templates hold no pipeline '${name}': platform/source.ts says { none: … }, or they are older than pipelines are. Name a source there, and npm start again.`,
    );
  }
  return { pipeline, projects: new Map(templates.flatMap((template) => [...projectsIn(template)])) };
}
