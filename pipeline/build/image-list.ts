import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHashOf } from './content-hash.ts';
import { imageTagOf } from './image-tag.ts';

/** The images that an assembly deploys, as its templates name them. */
export interface ImageList {
  /** The week whose base layers they stand on: `2026-W47`. @default - whichever they were first built on */
  readonly base?: string;
  /** The tag, by service. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Beside the templates, for whoever builds what they name. */
const file = 'images.json';

/** Gives a synthesis the tags of images, and remembers which. */
export function imagesOf(root: string) {
  const tags: Record<string, string> = {};
  let week: string | undefined;
  return {
    tagOf(service: string, base: string | undefined): string {
      week = base;
      const tag = imageTagOf({ service, root, base });
      tags[service] = tag;
      return tag;
    },
    writeTo(assembly: string): void {
      const list: ImageList = { ...(week !== undefined && { base: week }), tags };
      writeFileSync(join(assembly, file), `${JSON.stringify(list, null, 2)}\n`);
    },
  };
}

export function readImageList(assembly: string): ImageList {
  const path = join(assembly, file);
  if (!existsSync(path)) {
    throw new Error(
      `${assembly} has no ${file}, which says what its images are called: npm run synth writes it`,
    );
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The tag under which an assembly expects a service's image, once it is sure that this tree is what it is made of. */
export function listedTag(list: ImageList, service: string, root: string): string {
  const tag = list.tags[service];
  if (tag === undefined) {
    throw new Error(
      `service '${service}': the assembly names no image of it, known: ${Object.keys(list.tags).join(', ')}; synthesize again: npm run synth`,
    );
  }
  const hash = contentHashOf(service, root);
  if (tag !== hash && !tag.startsWith(`${hash}-`)) {
    throw new Error(
      `service '${service}': the assembly expects the image ${tag}, and what lies here makes ${hash}: something was changed after it was synthesized, so synthesize again: npm run synth`,
    );
  }
  return tag;
}
