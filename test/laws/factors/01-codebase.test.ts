import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { stages } from '../../../platform/stages.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { root } from '../../support/source-hash.ts';
import { synthesized } from '../../support/synthesized.ts';
import { servingContainer } from './containers.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe('I. One codebase, many deploys', () => {
  it.each(services)('$name is one folder of the one package, named as it is everywhere', ({ name }) => {
    for (const file of ['service.ts', 'app.ts', 'main.ts']) {
      expect([file, existsSync(join(root, 'services', name, file))]).toEqual([file, true]);
    }
    // With a package of its own, npx would look for our command outside when somebody stands in the folder.
    expect(existsSync(join(root, 'services', name, 'package.json'))).toBe(false);
  });

  it.each(services)('$name is the same image in every stage', ({ name }) => {
    const images = stacks
      .filter(({ service }) => service.name === name)
      .map((one) => JSON.stringify(servingContainer(one).Image).match(/shoal\/[^"]+/)?.[0]);
    expect(images).toEqual(stages.map(() => `shoal/${name}:tag-of-${name}`));
  });

  it.each(services)('$name does not know which stages there are', (service) => {
    const names = stages.map(({ name }) => `'${name}'`).join('|');
    expect(findingsIn(sourcesOf(service), new RegExp(names))).toEqual([]);
  });
});
