import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../bundle.ts';

/** `name@version` of every package that something in a service's bundle comes from. */
export async function bundledPackages(service: string, root: string): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'shoal-sbom-'));
  try {
    const files = await bundle({ service, root, directory });
    const folders = new Set(files.flatMap((file) => packageFolder.exec(file)?.slice(1) ?? []));
    const named = [...folders].map(async (folder) => {
      const { name, version } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
      return `${name}@${version}`;
    });
    return [...new Set(await Promise.all(named))].sort();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The nearest one: a package may bring others in a folder of its own. */
const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
