import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readAssembly } from '../../../rehearsal/cloudformation/assembly.ts';
import { createAssetBook } from '../../../rehearsal/cloudformation/asset-book.ts';
import { createFakePlane, thing } from './fake-plane.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shoal-assembly-'));
  folder = join(root, 'assembly-dev');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(
  stacks: Readonly<Record<string, { dependsOn?: readonly string[]; resources: object; protect?: boolean }>>,
): void {
  const artifacts: Record<string, unknown> = { tree: { type: 'cdk:tree' } };
  for (const [id, { dependsOn = [], resources, protect }] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${id}.template.json`), JSON.stringify({ Resources: resources }));
    artifacts[id] = {
      type: 'aws:cloudformation:stack',
      dependencies: [...dependsOn, `${id}.assets`],
      properties: {
        templateFile: `${id}.template.json`,
        stackName: `dev-${id}`,
        terminationProtection: protect,
      },
    };
    artifacts[`${id}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${id}.assets.json` } };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
}

describe('an assembly', () => {
  it('names its stacks and what they depend on', () => {
    write({
      data: { dependsOn: ['network'], resources: { A: thing() }, protect: true },
      network: { resources: { A: thing() } },
    });
    expect(
      readAssembly(folder).map(({ stackName, dependsOn, terminationProtection }) => ({
        stackName,
        dependsOn,
        terminationProtection,
      })),
    ).toEqual([
      { stackName: 'dev-data', dependsOn: ['network'], terminationProtection: true },
      { stackName: 'dev-network', dependsOn: [], terminationProtection: false },
    ]);
  });

  it('is deployed in the order of its dependencies', async () => {
    write({
      catalog: { dependsOn: ['data', 'edge'], resources: { C: thing() } },
      data: { dependsOn: ['network'], resources: { D: thing() } },
      edge: { dependsOn: ['network'], resources: { E: thing() } },
      network: { resources: { N: thing() } },
    });
    const plane = createFakePlane();
    await plane.cloudFormation.applyAssembly(folder);
    expect(plane.done[0]).toBe('create N');
    expect(plane.done.slice(1, 3).sort()).toEqual(['create D', 'create E']);
    expect(plane.done[3]).toBe('create C');
    expect(plane.cloudFormation.book.find('dev-data')?.assetsFolder).toBe(folder);
  });

  it('is deployed in part where stacks are named, and refuses names it does not have', async () => {
    write({
      network: { resources: { N: thing() } },
      data: { dependsOn: ['network'], resources: { D: thing() } },
    });
    const plane = createFakePlane();
    await plane.cloudFormation.applyAssembly(folder, ['dev-data']);
    expect(plane.done).toEqual(['create D']);
    await expect(plane.cloudFormation.applyAssembly(folder, ['dev-nobody'])).rejects.toThrow(
      /has no stack dev-nobody/,
    );
  });

  it('stops behind a stack that fails, and keeps what is made, for it may hold the data of earlier days', async () => {
    write({
      network: { resources: { M: thing(), N: thing({}, { DependsOn: 'M' }) } },
      data: { dependsOn: ['network'], resources: { D: thing() } },
    });
    const plane = createFakePlane();
    plane.failAt('create N', 1);
    await expect(plane.cloudFormation.applyAssembly(folder)).rejects.toThrow(
      'stack dev-network is CREATE_FAILED',
    );
    expect(plane.cloudFormation.book.find('dev-data')).toBeUndefined();
    expect(plane.done).toEqual(['create M']);
    await plane.cloudFormation.applyAssembly(folder);
    expect(plane.done).toEqual(['create M', 'create N', 'create D']);
  });
});

describe('the assets of an assembly', () => {
  it('are found by their key in the bucket', () => {
    const files = {
      abc: {
        source: { path: '../asset.abc', packaging: 'zip' },
        destinations: { here: { bucketName: 'b', objectKey: 'abc.zip' } },
      },
    };
    writeFileSync(join(folder, 'data.assets.json'), JSON.stringify({ files }));
    const book = createAssetBook();
    book.read(folder);
    expect(book.find('abc.zip')).toBe(join(root, 'asset.abc'));
    expect(book.find('other.zip')).toBeUndefined();
  });
});
