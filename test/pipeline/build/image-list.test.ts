import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { contentHashOf } from '../../../pipeline/build/content-hash.ts';
import { imagesOf, listedTag, readImageList } from '../../../pipeline/build/image-list.ts';
import { repository } from './repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoal-assembly-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the images of an assembly', () => {
  it('are listed beside its templates, with the week of their base layers', () => {
    const root = repository();
    const images = imagesOf(root);
    const tag = images.tagOf('catalog', '2026-W47');
    images.writeTo(folder);
    expect(readImageList(folder)).toEqual({ base: '2026-W47', tags: { catalog: tag } });
    expect(listedTag(readImageList(folder), 'catalog', root)).toBe(
      `${contentHashOf('catalog', root)}-2026-w47`,
    );
  });

  it('are not built out of a tree that was changed since', () => {
    const list = { tags: { catalog: contentHashOf('catalog', repository()) } };
    const changed = repository({ 'services/catalog/main.ts': 'console.log();\n' });
    expect(() => listedTag(list, 'catalog', changed)).toThrow(
      /^service 'catalog': the assembly expects the image [0-9a-f]{16}, and what lies here makes [0-9a-f]{16}: something was changed/,
    );
  });

  it('are of services it knows', () => {
    expect(() => listedTag({ tags: { catalog: 'one' } }, 'gateway', repository())).toThrow(
      "service 'gateway': the assembly names no image of it, known: catalog",
    );
  });

  it('are asked for where npm run synth has written', () => {
    expect(() => readImageList('/nowhere')).toThrow(
      /\/nowhere has no images.json, .* npm run synth writes it/,
    );
  });
});
