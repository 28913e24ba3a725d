import { describe, expect, it } from '@jest/globals';
import { additionsBetween, changesBetween } from '../../../pipeline/guards/changes-between.ts';
import type { Synthesis, Template, TemplateResource } from '../../../pipeline/guards/resource-change.ts';
import { movedTraffic } from '../../../pipeline/guards/traffic-changes.ts';
import { stackOf, synthesized } from '../../support/synthesized.ts';

/** The template of a service, and of the edge it hangs on, as dev has them. */
const stacks = await synthesized();
const deployed: Synthesis = new Map(
  ['catalog', 'edge'].map((part) => {
    const { name, template } = stackOf(stacks, 'dev', part);
    return [name, template];
  }),
);

function idOf(stack: string, type: string): string {
  const found = Object.entries(deployed.get(stack)?.Resources ?? {}).find(([, { Type }]) => Type === type);
  if (found === undefined) throw new Error(`${stack} has no ${type}`);
  return found[0];
}

/** What is refused where this resource has these properties, or is gone. */
function refusedWith(stack: string, type: string, change: Readonly<Record<string, unknown>> | 'gone') {
  const { Resources } = deployed.get(stack) ?? { Resources: {} };
  const id = idOf(stack, type);
  const { [id]: resource, ...others } = Resources;
  if (resource === undefined) throw new Error(`${id} is not in ${stack}`);
  const changed: Readonly<Record<string, TemplateResource>> =
    change === 'gone'
      ? others
      : { ...Resources, [id]: { ...resource, Properties: { ...resource.Properties, ...change } } };
  return refusedAfter(stack, { Resources: changed });
}

function refusedAfter(stack: string, template: Template) {
  const next = new Map([...deployed, [stack, template]]);
  return movedTraffic([...changesBetween(deployed, next), ...additionsBetween(deployed, next)]);
}

const elb = 'AWS::ElasticLoadBalancingV2';
const forward = [{ Type: 'forward', TargetGroupArn: 'arn:elsewhere' }];

describe('live traffic', () => {
  it.each([
    [
      'dev-edge',
      `${elb}::Listener`,
      { DefaultActions: forward },
      'sends all that no rule matches somewhere else',
    ],
    ['dev-edge', `${elb}::Listener`, 'gone', 'removing the listener takes away what live traffic goes by'],
    ['dev-edge', `${elb}::LoadBalancer`, { Scheme: 'internal' }, 'replaces the load balancer'],
    [
      'dev-edge',
      'AWS::Route53::RecordSet',
      { AliasTarget: { DNSName: 'x' } },
      'leads the name somewhere else',
    ],
    [
      'dev-catalog',
      `${elb}::TargetGroup`,
      { Name: 'dev-catalog-azure' },
      "Name 'dev-catalog-blue' -> 'dev-catalog-azure' replaces the target group",
    ],
    ['dev-catalog', `${elb}::TargetGroup`, 'gone', 'removing the target group'],
    [
      'dev-catalog',
      `${elb}::TargetGroup`,
      { HealthCheckPath: '/health/live' },
      "HealthCheckPath '/health/ready' -> '/health/live' is asked of the version that serves too, at once",
    ],
    ['dev-catalog', `${elb}::TargetGroup`, { Matcher: { HttpCode: '204' } }, 'is asked of the version'],
    ['dev-catalog', `${elb}::TargetGroup`, { HealthCheckPort: '81' }, 'is asked of the version'],
    ['dev-catalog', `${elb}::TargetGroup`, { HealthCheckProtocol: 'HTTPS' }, 'is asked of the version'],
    [
      'dev-catalog',
      'Custom::TrafficRule',
      { ListenerArn: 'arn:other' },
      'replaces the rule, by which live traffic goes',
    ],
    ['dev-catalog', 'Custom::TrafficRule', 'gone', 'removing the rule'],
    ['dev-catalog', 'AWS::ECS::Service', { DesiredCount: 0 }, 'under its control a service is frozen'],
    ['dev-catalog', 'AWS::ECS::Service', { ServiceName: 'shelf' }, 'replaces the service'],
    [
      'dev-catalog',
      'AWS::CodeDeploy::DeploymentGroup',
      { ECSServices: [] },
      'leads a release somewhere else',
    ],
    [
      'dev-catalog',
      'AWS::CodeDeploy::DeploymentGroup',
      { DeploymentGroupName: 'x' },
      'replaces the deployment group',
    ],
    ['dev-catalog', 'AWS::CodeDeploy::Application', 'gone', 'removing the CodeDeploy application'],
    ['dev-catalog', 'Custom::Release', { Service: 'orders' }, 'leads a release somewhere else'],
  ] as const)('is touched in %s by %s with %j', (stack, type, change, what) => {
    const [refusal, ...more] = refusedWith(stack, type, change);
    expect(more).toEqual([]);
    expect(refusal?.sentence).toContain(`${stack}/${idOf(stack, type)} (${type}): `);
    expect(refusal?.sentence).toContain(what);
    // After what would happen comes what to do.
    expect(refusal?.sentence).toMatch(/; (leave it|let )/);
  });

  it('goes by another health check when the version that serves passes both', () => {
    const [refusal] = refusedWith('dev-catalog', `${elb}::TargetGroup`, { HealthCheckPath: '/live' });
    expect(refusal?.sentence).toMatch(
      /; let the version that serves pass both checks, in one release; change the check \(healthPath\) in the next, and let this go there$/,
    );
  });

  it.each([
    ['dev-edge', `${elb}::Listener`, { SslPolicy: 'x' }],
    ['dev-catalog', `${elb}::TargetGroup`, { HealthCheckIntervalSeconds: 7 }],
    ['dev-catalog', 'Custom::TrafficRule', { Priority: 7, HostHeaders: ['a.example'] }],
    ['dev-catalog', 'AWS::CodeDeploy::DeploymentGroup', { DeploymentConfigName: 'other' }],
    ['dev-catalog', 'Custom::Release', { TaskDefinition: 'arn:new' }],
    ['dev-catalog', 'AWS::ECS::TaskDefinition', { Cpu: '1024' }],
  ] as const)('stays where it is in %s with %s, %j', (stack, type, change) => {
    expect(refusedWith(stack, type, change)).toEqual([]);
  });

  it('may be moved by no rule of CloudFormation, not even a new one', () => {
    const template = deployed.get('dev-edge') ?? { Resources: {} };
    const Rule = { Type: `${elb}::ListenerRule`, Properties: { Actions: forward } };
    const [refusal] = refusedAfter('dev-edge', { Resources: { ...template.Resources, Rule } });
    expect(refusal?.sentence).toContain('it is added, and a stack that writes a rule writes the weights');
  });

  it('is not that of a stack that comes new', () => {
    const before = new Map([...deployed].filter(([stack]) => stack === 'dev-edge'));
    expect(
      movedTraffic([...changesBetween(before, deployed), ...additionsBetween(before, deployed)]),
    ).toEqual([]);
  });
});

describe('a service of which ECS moves the traffic', () => {
  const service: TemplateResource = {
    Type: 'AWS::ECS::Service',
    Properties: { DeploymentController: { Type: 'ECS' }, TaskDefinition: 'one', LoadBalancers: ['blue'] },
  };
  const before = new Map([['dev-x', { Resources: { Service: service } }]]);
  const refused = (properties: Readonly<Record<string, unknown>>) =>
    movedTraffic(
      changesBetween(
        before,
        new Map([
          [
            'dev-x',
            { Resources: { Service: { ...service, Properties: { ...service.Properties, ...properties } } } },
          ],
        ]),
      ),
    ).map(({ property }) => property);

  it('may change, since its update is the release, but keeps its target groups', () => {
    expect(refused({ TaskDefinition: 'two' })).toEqual([]);
    expect(refused({ LoadBalancers: ['green'] })).toEqual(['LoadBalancers']);
    expect(refused({ DeploymentController: { Type: 'CODE_DEPLOY' } })).toEqual(['DeploymentController']);
  });
});
