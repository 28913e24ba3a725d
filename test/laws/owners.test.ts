import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm');

describe.each(serviceStacks(stacks))('the resources of $name', ({ service, stack }) => {
  it('carry the owner wherever they carry the service', () => {
    const tagged = stack.resources.filter(({ properties }) =>
      JSON.stringify(properties.Tags ?? '').includes('"service"'),
    );
    expect(tagged.length).toBeGreaterThan(5);
    const without = tagged.filter(
      ({ properties }) => !JSON.stringify(properties.Tags).includes(`"${service.owner}"`),
    );
    expect(without.map(({ type }) => type)).toEqual([]);
  });
});

describe.each(services)('the alarms of $name', ({ name, owner }) => {
  it('say whose they are', () => {
    const own = alarms.filter(({ properties }) => String(properties.AlarmName).includes(`/${name}/`));
    expect(own.length).toBeGreaterThan(0);
    for (const { properties } of own)
      expect(properties.AlarmDescription).toContain(`It is ${owner}'s to answer.`);
  });
});
