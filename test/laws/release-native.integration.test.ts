import { describe, expect, it } from '@jest/globals';
import { serviceNames } from '../../lib/service/service-names.ts';
import type { TrafficSteps } from '../../platform/stage/release.ts';
import { dev } from '../../platform/stages.ts';
import { smallShop, synthesis } from '../lib/synthesis.ts';
import type { SynthesizedResource } from '../support/synthesized.ts';

interface Resource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly Properties: SynthesizedResource['properties'];
}

const bake = 4;

function templatesWith(steps: TrafficSteps): ReadonlyMap<string, Readonly<Record<string, Resource>>> {
  const release = { strategy: 'ecs-native', steps, keepOldMinutes: bake } as const;
  const texts = synthesis({ stages: [{ ...dev, release }] });
  return new Map([...texts].map(([name, text]) => [name, JSON.parse(text).Resources]));
}

const canary = templatesWith({ kind: 'canary', percent: 5, minutes: 10 });

const cases = smallShop.map((service) => {
  const resources = canary.get(`dev-${service.name}`) ?? {};
  const all = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  return { name: service.name, service, names: serviceNames('dev', service.name), resources, all };
});

describe.each(cases)(
  'the service $name where ECS moves the traffic',
  ({ service, names, resources, all }) => {
    const properties = resources.Service?.Properties ?? {};
    const configuration = properties.DeploymentConfiguration;
    const balancer = properties.LoadBalancers[0];

    it('never freezes: it names the revision that its stack makes', () => {
      const [task] =
        all('AWS::ECS::TaskDefinition').find(([, made]) => made.Properties.Family === names.family) ?? [];
      expect(properties.TaskDefinition).toEqual({ Ref: task });
      expect(properties.DeploymentController).toEqual({ Type: 'ECS' });
    });

    it('says how long the old tasks stay, for which CloudFormation would take 36 hours', () => {
      expect(configuration.BakeTimeInMinutes).toBe(bake);
    });

    it('goes back on the alarms of both target groups', () => {
      expect(configuration.Alarms).toMatchObject({ Enable: true, Rollback: true });
      const watched = (configuration.Alarms.AlarmNames as readonly { readonly Ref: string }[]).map(
        ({ Ref }) => resources[Ref]?.Properties.AlarmName,
      );
      for (const colour of ['blue', 'green']) {
        for (const symptom of ['5xx', 'unhealthy']) {
          expect(watched).toContain(`dev/${service.name}/${symptom}-${colour}`);
        }
      }
    });

    it('is proved by a hook once test traffic reaches the new tasks, which ECS alone invokes', () => {
      const [hook] = configuration.LifecycleHooks;
      expect(configuration.LifecycleHooks).toHaveLength(1);
      expect(hook.LifecycleStages).toEqual(['POST_TEST_TRAFFIC_SHIFT']);
      const [id] =
        all('AWS::Lambda::Function').find(([, made]) => made.Properties.FunctionName === names.proof) ?? [];
      expect(hook.HookTargetArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
      expect(statementsOf(resources, hook.RoleArn)).toEqual([
        { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': [id, 'Arn'] } },
      ]);
    });

    it("moves between its own two target groups by its own two rules, which are ours and not CloudFormation's", () => {
      const rules = all('Custom::TrafficRule').map(([id]) => ({ 'Fn::GetAtt': [id, 'RuleArn'] }));
      const { ProductionListenerRule, TestListenerRule, AlternateTargetGroupArn } =
        balancer.AdvancedConfiguration;
      expect([ProductionListenerRule, TestListenerRule]).toEqual(rules);
      expect([balancer.TargetGroupArn, AlternateTargetGroupArn]).toEqual(
        ['Blue', 'Green'].map((colour) => ({ 'Fn::GetAtt': [colour, 'TargetGroupArn'] })),
      );
    });

    it('lets ECS change those rules and those target groups, and no others', () => {
      const changing = statementsOf(resources, balancer.AdvancedConfiguration.RoleArn)
        .filter(({ Action }) => !JSON.stringify(Action).includes('Describe'))
        .map(({ Action, Resource }) => [Action, Resource]);
      const { ProductionListenerRule, TestListenerRule, AlternateTargetGroupArn } =
        balancer.AdvancedConfiguration;
      expect(changing).toEqual([
        ['elasticloadbalancing:ModifyRule', [ProductionListenerRule, TestListenerRule]],
        [
          ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
          [balancer.TargetGroupArn, AlternateTargetGroupArn],
        ],
      ]);
    });

    it('is watched from beside it by Custom::Release, which names the same revision and does not wait for it', () => {
      const [release] = all('Custom::Release').map(([, made]) => made);
      expect(release?.Properties).toMatchObject({
        Strategy: 'ecs-native',
        Cluster: 'dev',
        Service: service.name,
        Container: service.name,
        TaskDefinition: properties.TaskDefinition,
      });
      expect(release?.DependsOn).not.toContain('Service');
    });

    it('comes after its migrations, its rules, its hook and both roles', () => {
      const before = resources.Service?.DependsOn ?? [];
      const migrations = all('Custom::Migration').map(([id]) => id);
      const rules = all('Custom::TrafficRule');
      expect(before).toEqual(expect.arrayContaining(rules.map(([id]) => id)));
      for (const [, rule] of rules) expect(rule.DependsOn ?? []).toEqual(expect.arrayContaining(migrations));
      expect(before.filter((id) => /^Release(Hook|Balancing)/.test(id)).length).toBeGreaterThanOrEqual(4);
    });

    it.each([
      ['DesiredCount', 'scaling owns the number of tasks'],
      ['ServiceRegistries', 'Cloud Map would send calls to unproven tasks'],
      ['Tags', 'another tag would be another deployment'],
    ])('has no %s: %s', (property) => {
      expect(properties).not.toHaveProperty(property);
    });

    it('has no circuit breaker, which ECS has for rolling updates alone', () => {
      expect(configuration).not.toHaveProperty('DeploymentCircuitBreaker');
    });

    it('has nothing of CodeDeploy', () => {
      expect(Object.values(resources).filter(({ Type }) => Type.startsWith('AWS::CodeDeploy'))).toEqual([]);
    });
  },
);

describe('traffic that ECS moves', () => {
  const configurationWith = (steps: TrafficSteps) =>
    templatesWith(steps).get('dev-catalog')?.Service?.Properties.DeploymentConfiguration;

  it('moves a share first', () => {
    expect(canary.get('dev-catalog')?.Service?.Properties.DeploymentConfiguration).toMatchObject({
      Strategy: 'CANARY',
      CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 10 },
    });
  });

  it('moves in equal parts', () => {
    expect(configurationWith({ kind: 'linear', percent: 25, everyMinutes: 3 })).toMatchObject({
      Strategy: 'LINEAR',
      LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 3 },
    });
  });

  it('moves all at once', () => {
    const configuration = configurationWith({ kind: 'all-at-once' });
    expect(configuration).toMatchObject({ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: bake });
    expect(configuration).not.toHaveProperty('CanaryConfiguration');
  });
});

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
}

/** What a role may do, by `{ 'Fn::GetAtt': [role, 'Arn'] }`. */
function statementsOf(
  resources: Readonly<Record<string, Resource>>,
  roleArn: { readonly 'Fn::GetAtt': readonly [string, string] },
): readonly Statement[] {
  const [role] = roleArn['Fn::GetAtt'];
  return Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && Properties.Roles[0].Ref === role)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
