import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Changes with everything that synthesis reads. */
export function sourceHash(): string {
  const hash = createHash('sha256');
  const files = [
    ...folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    ),
    ...readdirSync(join(root, 'services')).map((name) => join(root, 'services', name, 'service.ts')),
    ...globSync('services/*/migrations/*.sql', { cwd: root }).map((file) => join(root, file)),
    ...['cdk.json', 'package-lock.json'].map((file) => join(root, file)),
  ];
  for (const file of files.sort()) {
    const content = readIfThere(file);
    if (content !== undefined) hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

const folders = ['lib', 'platform', 'pipeline'];

/** Not every folder under services/ is a service. */
function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
