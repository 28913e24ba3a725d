import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, readTemplate, type Template } from './template.ts';

export interface AssemblyStack {
  readonly artifactId: string;
  readonly stackName: string;
  /** Where the template is. */
  readonly templateFile: string;
  readonly template: Template;
  readonly terminationProtection: boolean;
  /** The stacks of this assembly that are deployed before it, by artifact id. */
  readonly dependsOn: readonly string[];
}

/** Reads the stacks of a synthesized assembly, such as `cdk.out/assembly-dev`. */
export function readAssembly(folder: string): readonly AssemblyStack[] {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const artifacts = isRecord(manifest) && isRecord(manifest.artifacts) ? manifest.artifacts : {};
  const stackIds = Object.keys(artifacts).filter((id) => isStack(artifacts[id]));
  return stackIds.map((artifactId) => {
    const artifact = artifacts[artifactId];
    const { properties, dependencies } = isRecord(artifact) ? artifact : {};
    const { templateFile, stackName, terminationProtection } = isRecord(properties) ? properties : {};
    return {
      artifactId,
      stackName: typeof stackName === 'string' ? stackName : artifactId,
      templateFile: join(folder, String(templateFile)),
      template: readTemplate(readFileSync(join(folder, String(templateFile)), 'utf8')),
      terminationProtection: terminationProtection === true,
      dependsOn: Array.isArray(dependencies) ? dependencies.filter((id) => stackIds.includes(id)) : [],
    };
  });
}

function isStack(artifact: unknown): boolean {
  return isRecord(artifact) && artifact.type === 'aws:cloudformation:stack';
}
