import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { foundations } from '../../platform/rests-on.ts';
import { services } from '../../platform/services.ts';

/** What stands in `needs` or in `wants` of the health of a service, as its main.ts makes it. */
function probedBy(service: string, kind: 'needs' | 'wants'): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'services', service, 'main.ts'), 'utf8');
  const [, health = ''] = /createHealth\(\{(.*?)^\s*log,/ms.exec(text) ?? [];
  const [, probes = ''] = new RegExp(`${kind}: \\{(.*?)\\},?$`, 'ms').exec(health) ?? [];
  return [...probes.matchAll(/(\w+): \(\) =>/g)].map(([, name = '']) => name);
}

describe.each(services)('what $name goes on without', ({ name, needs, goesOnWithout = [] }) => {
  it('is what its readiness only wants, and none of what its readiness needs', () => {
    const [needed, wanted] = [probedBy(name, 'needs'), probedBy(name, 'wants')];
    const used = foundations.filter((foundation) => needs[foundation]);
    expect([...needed, ...wanted]).toEqual(expect.arrayContaining(used));
    expect(used.filter((one) => goesOnWithout.includes(one))).toEqual(
      used.filter((one) => wanted.includes(one)),
    );
  });
});
