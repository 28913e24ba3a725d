import { describe, expect, it } from '@jest/globals';
import { lookOn } from '../support/look-on.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized, type Template } from '../support/synthesized.ts';

const stacks = await synthesized();

/** All that CloudFormation finishes before it begins with a resource, because the template says so. */
function prerequisites(template: Template, id: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of namedBy(template, id)) {
    if (seen.has(next)) continue;
    seen.add(next);
    prerequisites(template, next, seen);
  }
  return seen;
}

function namedBy({ Resources }: Template, id: string): readonly string[] {
  const text = JSON.stringify(Resources[id]);
  const dependsOn = (Resources[id] as { readonly DependsOn?: string | readonly string[] }).DependsOn ?? [];
  const referred = [...text.matchAll(/\{"Ref":"([^"]+)"\}|\{"Fn::GetAtt":\["([^"]+)"/g)];
  return [dependsOn, ...referred.map(([, ref, attribute]) => ref ?? attribute ?? '')]
    .flat()
    .filter((name) => name in Resources);
}

describe.each(serviceStacks(stacks))('the stack of $name', ({ service, stack, one, all, byId }) => {
  const order = [
    ...(service.needs.database ? [one('Custom::Tenant'), one('Custom::Migration')] : []),
    byId('RulesProduction'),
    one('AWS::ECS::Service'),
    one('AWS::CodeDeploy::DeploymentGroup'),
    one('Custom::Release'),
  ].map(({ id }) => id);

  it.each(order.slice(1).map((later, index) => ({ earlier: order[index], later })))(
    'makes $earlier before $later',
    ({ earlier, later }) => {
      expect(prerequisites(stack.template, later)).toContain(earlier);
    },
  );

  it('releases last: nothing waits for the release', () => {
    const release = one('Custom::Release').id;
    const waiting = stack.resources.filter(({ id }) => prerequisites(stack.template, id).has(release));
    expect(waiting.map(({ id }) => id)).toEqual([]);
  });

  it('releases after everything that decides whether the release is good', () => {
    const earlier = prerequisites(stack.template, one('Custom::Release').id);
    const types = stack.resources.filter(({ id }) => !earlier.has(id)).map(({ type }) => type);
    expect(new Set(types.filter((type) => !lookOn.includes(type)))).toEqual(new Set(['Custom::Release']));
  });

  it('starts no task before its role may do what it must, and its ports are open', () => {
    const needed = stack.resources
      .filter(({ id, type }) => /Role|^TaskGroup/.test(id) && /IAM|SecurityGroup/.test(type))
      .filter(({ id }) => !/^(Release|Migrate|OneOff)/.test(id));
    expect(needed.length).toBeGreaterThan(6);
    const earlier = prerequisites(stack.template, one('AWS::ECS::Service').id);
    expect(needed.filter(({ id }) => !earlier.has(id))).toEqual([]);
  });

  it('has both rules before its service: without one, ECS refuses the target group', () => {
    const earlier = prerequisites(stack.template, one('AWS::ECS::Service').id);
    for (const { id } of all('Custom::TrafficRule')) expect(earlier).toContain(id);
  });
});
