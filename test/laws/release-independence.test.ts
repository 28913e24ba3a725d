import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';
import { reachedBy } from '../support/ways-of-services.ts';

const stacks = await synthesized();

describe.each(serviceStacks(stacks))('the stack of $name', ({ name, stage, service, stack }) => {
  const read = new Set(
    [...JSON.stringify(stack.template).matchAll(/"Fn::GetStackOutput":\{"StackName":"([^"]+)"/g)].map(
      ([, other]) => other,
    ),
  );

  it('reads outputs of the ground it stands on, and of no other service', () => {
    const ground = ['network', 'data', 'edge', 'cluster', 'events'].map((part) => `${stage.name}-${part}`);
    expect([...read].filter((other) => !ground.includes(other ?? ''))).toEqual([]);
    expect(read.size).toBeGreaterThan(2);
  });

  it('exports nothing, so that nothing can keep it from changing', () => {
    expect(stack.template.Outputs ?? {}).toEqual({});
    expect(JSON.stringify(stack.template)).not.toContain('Fn::ImportValue');
  });

  it('finds the services it reaches by address alone', () => {
    const others = services.filter((other) => other.name !== service.name).map((other) => other.name);
    const text = JSON.stringify(stack.template);
    for (const other of others.filter((each) => !reachedBy(service).includes(each))) {
      expect(text).not.toContain(`/${other}.internal.`);
    }
    for (const callee of reachedBy(service)) expect(text).toContain(`//${callee}.internal.`);
    expect(name).toBe(`${stage.name}-${service.name}`);
  });
});
