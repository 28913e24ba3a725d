import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A file or folder as git stores it. */
interface Entry {
  readonly name: string;
  readonly mode: '40000' | '100644' | '100755' | '120000';
  readonly id: Buffer;
}

/** Never part of what is built, and not in git either. */
const ignored = new Set(['node_modules', 'coverage', '.DS_Store']);

/**
 * The id git would give a tree that holds `paths` and nothing else, read from the working files: it needs no `.git`,
 * it sees what is not committed, and it is the same on every machine.
 * @param paths files and folders below `root`; one that is missing fails
 */
export function treeIdOf(root: string, paths: readonly string[]): string {
  return treeOf(root, paths).toString('hex');
}

function treeOf(folder: string, paths: readonly string[]): Buffer {
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const [name = '', ...rest] = path.split('/');
    const inside = below.get(name) ?? [];
    if (rest.length > 0) inside.push(rest.join('/'));
    below.set(name, inside);
  }
  return treeId(
    [...below].map(([name, inside]) =>
      inside.length === 0
        ? entryOf(folder, name)
        : { name, mode: '40000', id: treeOf(join(folder, name), inside) },
    ),
  );
}

function entryOf(folder: string, name: string): Entry {
  const path = join(folder, name);
  const stat = lstatSync(path);
  if (stat.isDirectory()) {
    const entries = readdirSync(path).filter((each) => !ignored.has(each) && !each.endsWith('.log'));
    return { name, mode: '40000', id: treeId(entries.map((each) => entryOf(path, each))) };
  }
  if (stat.isSymbolicLink())
    return { name, mode: '120000', id: objectId('blob', Buffer.from(readlinkSync(path))) };
  return { name, mode: stat.mode & 0o100 ? '100755' : '100644', id: objectId('blob', readFileSync(path)) };
}

function treeId(entries: readonly Entry[]): Buffer {
  // Git compares bytes, and a folder as if its name ended in a slash.
  const keyed = entries.map((entry) => ({
    entry,
    key: Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name),
  }));
  keyed.sort((a, b) => Buffer.compare(a.key, b.key));
  return objectId(
    'tree',
    Buffer.concat(keyed.flatMap(({ entry: { mode, name, id } }) => [Buffer.from(`${mode} ${name}\0`), id])),
  );
}

function objectId(kind: 'blob' | 'tree', content: Buffer): Buffer {
  return createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest();
}
