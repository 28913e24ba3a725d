import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { Refusal } from '../command.ts';
import { listedService } from './listed-service.ts';
import { movedPaths } from './moved-paths.ts';
import { type Need, neededText } from './needed-text.ts';
import { type Renaming, renamed } from './renamed-text.ts';
import { sampleFiles } from './sample-files.ts';

export interface NewService {
  readonly root: string;
  readonly definition: ServiceDefinition;
  /** What it keeps one of. */
  readonly thing: string;
}

const sampleFolders = ['bin/new-service/sample', 'test/bin/new-service/sample'];
const list = 'platform/services.ts';

/** Writes the service's folder, its tests and its line in the list, and gives back the paths of what it wrote. */
export async function writeService({ root, definition, thing }: NewService): Promise<readonly string[]> {
  const { name, needs } = definition;
  for (const folder of [`services/${name}`, `test/services/${name}`]) {
    if (existsSync(join(root, folder))) {
      throw new Refusal(`${folder} is there already: choose another name, or delete it first.`);
    }
  }
  const renaming: Renaming = { service: name, thing };
  const needed: readonly Need[] = (['database', 'cache'] as const).filter((need) => needs[need]);
  const { chosen, move } = sampleFiles({ files: filesIn(root), needs: needed, renaming });
  const written: string[] = [];
  for (const file of chosen) {
    const text = neededText(await readFile(join(root, file), 'utf8'), needed);
    const target = move(file);
    await mkdir(dirname(join(root, target)), { recursive: true });
    const moved = renamed(movedPaths(text, file, move), renaming);
    await writeFile(join(root, target), file.endsWith('/service.ts') ? definedAs(moved, definition) : moved);
    written.push(target);
  }
  await writeFile(join(root, list), listedService(await readFile(join(root, list), 'utf8'), name));
  return [...written, list];
}

function filesIn(root: string): readonly string[] {
  return sampleFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  );
}

/** The sample's definition with what was chosen for this one. */
function definedAs(text: string, { owner, port, needs }: ServiceDefinition): string {
  const changes = [
    ["owner: 'platform'", `owner: '${owner}'`],
    ['port: 3999', `port: ${port}`],
    ['database: true, cache: true', `database: ${needs.database}, cache: ${needs.cache}`],
  ] as const;
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the sample's definition has no '${from}'`);
    return changed.replace(from, to);
  }, text);
}
