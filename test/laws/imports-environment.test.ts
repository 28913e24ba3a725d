import { describe, expect, it } from '@jest/globals';
import { environmentNames } from '../../platform/environment-names.ts';
import { services } from '../../platform/services.ts';
import { sourcesIn } from './imports-of-sources.ts';

const sources = sourcesIn('services');

describe('the environment of a service', () => {
  it('is read by its main.ts and by nothing else', () => {
    const readers = sources.filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text)));
    const paths = readers.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(services.map(({ name }) => `services/${name}/main.ts`)));
    expect(paths.filter((path) => !/^services\/[a-z-]+\/main\.ts$/.test(path))).toEqual([]);
  });

  it('has its names from platform/environment-names.ts', () => {
    const names = Object.values(environmentNames).map((name) => `'${name}'`);
    const spelled = sources.flatMap(({ path, text }) =>
      names.filter((name) => text.includes(name)).map((name) => `${path} spells ${name}`),
    );
    expect(spelled).toEqual([]);
  });

  it('knows no NODE_ENV: what differs between stages is configuration', () => {
    expect(sources.filter(({ text }) => text.includes('NODE_ENV')).map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
