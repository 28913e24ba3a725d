import type { Move } from './moved-paths.ts';
import { isFor, type Need } from './needed-text.ts';
import type { Renaming } from './renamed-text.ts';
import { renamed } from './renamed-text.ts';

const sources = 'bin/new-service/sample';
const tests = 'test/bin/new-service/sample';
const ending = '.template';

/** The files that only some services want, and which. */
const wanted: Readonly<Record<string, string>> = {
  [`${sources}/migrations/0001-sample-things.sql`]: 'database',
  [`${sources}/mysql-sample-thing-store.ts`]: 'database',
  [`${tests}/mysql-sample-thing-store.integration.test.ts`]: 'database',
  [`${sources}/sample-thing-json.ts`]: 'cache',
  [`${sources}/cache-sample-thing-store.ts`]: 'cache !database',
  [`${tests}/cache-sample-thing-store.integration.test.ts`]: 'cache !database',
  [`${sources}/copied-sample-thing-store.ts`]: 'database cache',
  [`${tests}/copied-sample-thing-store.test.ts`]: 'database cache',
};

/** Where tests find a store that needs nothing, unless the service itself has no other. */
const inMemory = `${sources}/in-memory-sample-thing-store.ts`;

export interface SampleParts {
  /** Every file of the sample and of its tests, by its path in the repository. */
  readonly files: readonly string[];
  readonly needs: readonly Need[];
  readonly renaming: Renaming;
}

/** Those files of the sample that become the new service, and where each goes. */
export function sampleFiles({ files, needs, renaming }: SampleParts): {
  readonly chosen: readonly string[];
  readonly move: Move;
} {
  const { service } = renaming;
  const folders = [
    [`${tests}/`, `test/services/${service}/`],
    [`${sources}/`, `services/${service}/`],
  ] as const;
  const move: Move = (path) => {
    if (path === inMemory && needs.length > 0) {
      return renamed(`test/services/${service}/support/in-memory-sample-thing-store.ts`, renaming);
    }
    const folder = folders.find(([from]) => path.startsWith(from) || `${path}/` === from);
    if (folder === undefined) return path;
    const [from, to] = folder;
    const moved = renamed(`${to}${path.slice(from.length)}`, renaming);
    return moved.endsWith(ending) ? moved.slice(0, -ending.length) : moved;
  };
  const chosen = files.filter((file) => {
    const needed = wanted[file];
    return needed === undefined || isFor(needed, needs);
  });
  return { chosen, move };
}
