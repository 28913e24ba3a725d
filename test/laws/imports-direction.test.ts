import { describe, expect, it } from '@jest/globals';
import { sourcesIn } from './imports-of-sources.ts';

/** From the folders, not from the list: a service is held to it before it is listed. */
const services = [...new Set(sourcesIn('services').map(({ path }) => path.split('/')[1] ?? ''))].filter(
  (folder) => folder !== 'kit',
);

/** What `npx shoal new-service` copies. */
const sample = 'bin/new-service/sample';

const ofAService = [
  /^services\/kit\//,
  /^platform\/environment-names\.ts$/,
  /^platform\/service-definition\.ts$/,
];

/** What each folder may import besides itself; the direction that DESIGN gives. */
const mayImport: Readonly<Record<string, readonly RegExp[]>> = {
  // It becomes a service, and is held to what services may.
  [sample]: ofAService,
  bin: [/^lib\//, /^platform\//, /^pipeline\//, /^rehearsal\//, /^test\/bench\/bench\.ts$/],
  lib: [/^platform\//],
  // The list of services names the definition that lies in each service's folder, and nothing else of it.
  platform: [/^services\/[a-z-]+\/service\.ts$/],
  pipeline: [/^platform\//],
  // What the hours of stages are written in, the rehearsal has to read.
  rehearsal: [/^platform\/environment-names\.ts$/, /^platform\/calendar\//],
  'services/kit': [/^platform\/environment-names\.ts$/],
  ...Object.fromEntries(services.map((name) => [`services/${name}`, ofAService])),
};

describe('imports', () => {
  it.each(Object.keys(mayImport))('of %s go in the agreed direction only', (folder) => {
    const sources = sourcesIn(folder).filter(
      ({ path }) => folder === sample || !path.startsWith(`${sample}/`),
    );
    expect(sources.length).toBeGreaterThan(0);
    const allowed = [new RegExp(`^${folder}/`), ...(mayImport[folder] ?? [])];
    const wrong = sources.flatMap(({ path, files }) =>
      files
        .filter((file) => !allowed.some((pattern) => pattern.test(file)))
        .map((file) => `${path} imports ${file}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of the service definition stay out of what a service runs', () => {
    const typed = sourcesIn('services').filter(({ files }) =>
      files.includes('platform/service-definition.ts'),
    );
    expect(typed.length).toBeGreaterThan(0);
    expect(typed.filter(({ path }) => !/^services\/[a-z-]+\/service\.ts$/.test(path))).toEqual([]);
  });
});
