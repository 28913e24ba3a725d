import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { contentHashOf } from './content-hash.ts';

export interface BuildBundleOptions {
  readonly service: string;
  /** The repository. */
  readonly root: string;
  /** The folder of all images: `.shoal/images`. */
  readonly into: string;
  /** @default - by its content */
  readonly tag?: string;
}

export interface BuiltBundle {
  readonly tag: string;
  /** `<into>/<service>/<tag>`, which holds what the image's working folder holds. */
  readonly directory: string;
}

/** Builds what is not there yet: a tag names its content, so one that is there is right. */
export async function buildBundle({
  service,
  root,
  into,
  ...named
}: BuildBundleOptions): Promise<BuiltBundle> {
  const tag = named.tag ?? contentHashOf(service, root);
  const directory = join(into, service, tag);
  if (existsSync(directory)) return { tag, directory };
  await mkdir(dirname(directory), { recursive: true });
  // Under a name of its own until it is whole: neither a build that was cut off nor one beside it is taken for it.
  const draft = await mkdtemp(`${directory}.`);
  try {
    await bundle({ service, root, directory: draft });
    // A temporary folder is its maker's alone; an image is read by whoever runs it.
    await chmod(draft, 0o755);
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else may have built the same meanwhile.
    if (!existsSync(directory)) throw error;
  }
  return { tag, directory };
}
