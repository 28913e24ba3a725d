import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { treeIdOf } from './git-tree.ts';

/** What goes into every image: the kit, what it is told by, the packages, and how it is built. */
const shared = [
  'services/kit',
  'platform/environment-names.ts',
  'package-lock.json',
  'pipeline/build/bundle.ts',
  'Dockerfile',
] as const;

const digits = 16;

/**
 * The tag of a service's image: the same files give the same tag, so what is built once is never built again.
 * @param root the repository
 */
export function contentHashOf(service: string, root: string): string {
  const own = `services/${service}`;
  const missing = [own, ...shared].filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) {
    throw new Error(
      `service '${service}': its image is made of ${missing.join(', ')}, which ${root} does not hold; give it a folder under services/ or correct its name`,
    );
  }
  return treeIdOf(root, [own, ...shared]).slice(0, digits);
}
