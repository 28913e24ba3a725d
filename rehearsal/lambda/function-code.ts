import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Properties } from '../plane.ts';
import { provideRuntimeModules } from './runtime-modules.ts';

export interface CodeParts {
  readonly assets: { find(objectKey: string): string | undefined };
  readonly stateFolder: string;
}

/**
 * Copies a function's code to a folder of its own, as Lambda unpacks it, and answers with that folder.
 * The copy outlives the next synthesis, and takes its module kind from itself, not from a package around it.
 */
export function placeCode({ assets, stateFolder }: CodeParts, code: Properties): string {
  const { S3Key, ZipFile } = code;
  if (typeof ZipFile === 'string') {
    const hash = createHash('sha256').update(ZipFile).digest('hex');
    return place(stateFolder, hash, (folder) => writeFileSync(join(folder, 'index.js'), ZipFile));
  }
  if (typeof S3Key !== 'string') {
    throw new Error(
      `Code has ${Object.keys(code).join(', ') || 'nothing'}; S3Key of an asset in the assembly, or ZipFile, is played`,
    );
  }
  const source = assets.find(S3Key);
  if (source === undefined)
    throw new Error(`Code.S3Key '${S3Key}' is in no *.assets.json of the assembly, synthesize again`);
  if (!existsSync(source) || !statSync(source).isDirectory()) {
    throw new Error(
      `Code.S3Key '${S3Key}': ${basename(source)} is not a folder of the assembly, synthesize again`,
    );
  }
  return place(stateFolder, basename(S3Key, '.zip'), (folder) => cpSync(source, folder, { recursive: true }));
}

function place(stateFolder: string, hash: string, fill: (folder: string) => void): string {
  const folder = join(stateFolder, 'functions', hash);
  provideRuntimeModules(join(stateFolder, 'functions'));
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  fill(draft);
  const manifest = join(draft, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{}\n');
  renameSync(draft, folder);
  return folder;
}
