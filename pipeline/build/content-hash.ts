import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageContentOf } from '../../platform/image-content.ts';
import { treeIdOf } from './git-tree.ts';

const digits = 16;

/**
 * The tag of a service's image: the same files give the same tag, so what is built once is never built again.
 * @param root the repository
 */
export function contentHashOf(service: string, root: string): string {
  const { folders, files } = imageContentOf(service);
  const content = [...folders, ...files];
  const missing = content.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) {
    throw new Error(
      `service '${service}': its image is made of ${missing.join(', ')}, which ${root} does not hold; give it a folder under services/ or correct its name`,
    );
  }
  return treeIdOf(root, content).slice(0, digits);
}
