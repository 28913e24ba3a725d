import { describe, expect, it } from '@jest/globals';
import type { ReleaseSettings } from '../../platform/stage/release.ts';
import { dev } from '../../platform/stages.ts';
import { smallShop, synthesis } from '../lib/synthesis.ts';
import { lookOn } from '../support/look-on.ts';

interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[] | string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const strategies: readonly ReleaseSettings['strategy'][] = ['codedeploy', 'ecs-native'];

const synthesized = strategies.map((strategy) => ({
  strategy,
  templates: synthesis({ stages: [{ ...dev, release: { ...dev.release, strategy } }] }),
}));

describe.each(synthesized)('a stack whose strategy is $strategy', ({ strategy, templates }) => {
  it.each(smallShop)('changes nothing of $name before it is sure that the service has it', ({ name }) => {
    const resources: Readonly<Record<string, Resource>> = JSON.parse(
      templates.get(`dev-${name}`) ?? '{}',
    ).Resources;
    const guards = Object.entries(resources).filter(([, { Type }]) => Type === 'Custom::ReleaseStrategy');
    expect(guards.map(([id, { Properties }]) => ({ id, ...Properties }))).toEqual([
      {
        id: 'Strategy',
        ServiceToken: expect.anything(),
        Cluster: 'dev',
        Service: name,
        Strategy: strategy,
        // What ECS changes of no service under CodeDeploy.
        ...(strategy === 'codedeploy' ? { Sessions: 'true' } : {}),
      },
    ]);
    const heedless = Object.entries(resources).filter(
      ([id, { Type, DependsOn = [] }]) =>
        id !== 'Strategy' && !lookOn.includes(Type) && ![DependsOn].flat().includes('Strategy'),
    );
    expect(heedless.map(([id]) => id)).toEqual([]);
    expect(Object.keys(resources).length).toBeGreaterThan(20);
  });
});

it('is no business of any other stack: choosing another changes the stacks of services alone', () => {
  const [one, other] = synthesized.map(({ templates }) => templates);
  const changed = [...(one ?? [])].filter(([name, text]) => other?.get(name) !== text).map(([name]) => name);
  expect(changed.sort()).toEqual(smallShop.map(({ name }) => `dev-${name}`).sort());
});
