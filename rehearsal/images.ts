import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Finds what an image's name stands for among the bundles of `shoal build`: `…/shoal/catalog:1f2e…` is `catalog/1f2e…`. */
export function imagesUnder(folder: string) {
  return {
    async resolve(imageUri: string): Promise<{ readonly directory: string }> {
      const [, service, tag] = /([^/:]+):([^/:@]+)$/.exec(imageUri) ?? [];
      if (service === undefined || tag === undefined) {
        throw new Error(
          `image '${imageUri}' has no tag, a tag is what finds its bundle: shoal/catalog:<tag>`,
        );
      }
      const directory = join(folder, service, tag);
      if (!existsSync(join(directory, 'main.mjs'))) {
        throw new Error(`image '${service}:${tag}' was not built here, run: npx shoal build ${service}`);
      }
      return { directory };
    },
  };
}
