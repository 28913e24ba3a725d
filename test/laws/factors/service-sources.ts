import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import { type SourceFile, sourcesIn } from '../imports-of-sources.ts';

const sources = sourcesIn('services');

/** What a service's image is made of: its own files, and the kit's. */
export function sourcesOf({ name }: Pick<ServiceDefinition, 'name'>): readonly SourceFile[] {
  const own = sources.filter(({ path }) => path.startsWith(`services/${name}/`));
  if (own.length === 0) throw new Error(`there are no sources in services/${name}`);
  return [...own, ...sources.filter(({ path }) => path.startsWith('services/kit/'))];
}

export function mainOf({ name }: Pick<ServiceDefinition, 'name'>): SourceFile {
  const main = sources.find(({ path }) => path === `services/${name}/main.ts`);
  if (main === undefined) throw new Error(`there is no services/${name}/main.ts`);
  return main;
}

/** Where a text stands that no service may hold: `services/catalog/app.ts: console.log`. */
export function findingsIn(files: readonly SourceFile[], forbidden: RegExp): readonly string[] {
  const everywhere = new RegExp(forbidden.source, `${forbidden.flags.replace('g', '')}g`);
  return files.flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(everywhere)].map(([found]) => `${path}: ${found}`),
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
