import { describe, expect, it } from '@jest/globals';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(serviceStacks(stacks))(
  'a release of $name',
  ({ stage, service, names, stack, all, one, byId }) => {
    const group = one('AWS::CodeDeploy::DeploymentGroup').properties;
    const release = one('Custom::Release').properties;

    it('goes back on failure, when it is stopped, and on alarm', () => {
      expect(group.AutoRollbackConfiguration).toEqual({
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      });
    });

    it('is watched by the alarms of both target groups', () => {
      const watching: readonly { readonly Name: { readonly Ref: string } }[] =
        group.AlarmConfiguration.Alarms;
      // Of one colour each: what looks at both tells of the service, whichever colour serves it.
      const alarms = all('AWS::CloudWatch::Alarm').filter(({ properties }) =>
        /-(blue|green)$/.test(properties.AlarmName),
      );
      expect(group.AlarmConfiguration.Enabled).toBe(true);
      expect(watching.map(({ Name }) => Name.Ref).sort()).toEqual(alarms.map(({ id }) => id).sort());
      for (const colour of ['Blue', 'Green']) {
        const names = alarms
          .filter(({ properties }) =>
            JSON.stringify(properties).includes(`"Fn::GetAtt":["${colour}","TargetGroupFullName"]`),
          )
          .map(({ properties }) => properties.AlarmName);
        expect(names.sort()).toEqual(
          ['5xx', 'unhealthy'].map(
            (symptom) => `${stage.name}/${service.name}/${symptom}-${colour.toLowerCase()}`,
          ),
        );
      }
    });

    it('keeps the old tasks as long as the stage says', () => {
      expect(group.BlueGreenDeploymentConfiguration).toMatchObject({
        TerminateBlueInstancesOnDeploymentSuccess: {
          Action: 'TERMINATE',
          TerminationWaitTimeInMinutes: stage.release.keepOldMinutes,
        },
      });
    });

    it('moves traffic in the steps of the stage', () => {
      const { steps } = stage.release;
      const own = all('AWS::CodeDeploy::DeploymentConfig');
      if (steps.kind === 'all-at-once') {
        expect(own).toEqual([]);
        expect(group.DeploymentConfigName).toBe('CodeDeployDefault.ECSAllAtOnce');
        return;
      }
      expect(group.DeploymentConfigName).toEqual({ Ref: own[0]?.id });
      expect(own[0]?.properties).toMatchObject({
        ComputePlatform: 'ECS',
        TrafficRoutingConfig:
          steps.kind === 'canary'
            ? {
                Type: 'TimeBasedCanary',
                TimeBasedCanary: { CanaryPercentage: steps.percent, CanaryInterval: steps.minutes },
              }
            : {
                Type: 'TimeBasedLinear',
                TimeBasedLinear: { LinearPercentage: steps.percent, LinearInterval: steps.everyMinutes },
              },
      });
    });

    it('moves between its own two target groups, on its own two listeners', () => {
      const [pair] = group.LoadBalancerInfo.TargetGroupPairInfoList;
      expect(pair).toEqual({
        TargetGroups: [{ Name: names.blue }, { Name: names.green }],
        ProdTrafficRoute: { ListenerArns: [byId('RulesProduction').properties.ListenerArn] },
        TestTrafficRoute: { ListenerArns: [byId('RulesTest').properties.ListenerArn] },
      });
      expect(group.ECSServices).toEqual([{ ClusterName: stage.name, ServiceName: service.name }]);
    });

    it('brings the revision of the task definition that this stack makes', () => {
      const task = stack.resources.find(({ properties }) => properties.Family === names.family);
      expect(release.TaskDefinition).toEqual({ Ref: task?.id });
    });

    it('asks CodeDeploy for the application and group that this stack makes', () => {
      expect(release).toMatchObject({
        Application: one('AWS::CodeDeploy::Application').properties.ApplicationName,
        DeploymentGroup: group.DeploymentGroupName,
        Cluster: stage.name,
        Service: one('AWS::ECS::Service').properties.ServiceName,
        Container: service.name,
        Port: service.port,
      });
    });

    it('tells CodeDeploy where tasks run: in every zone, on the capacity of the stage, in the group of the service', () => {
      const created = one('AWS::ECS::Service').properties.NetworkConfiguration.AwsvpcConfiguration;
      expect(release.Subnets).toHaveLength(stage.zones.length);
      expect(release.Subnets.slice(0, created.Subnets.length)).toEqual(created.Subnets);
      expect(release.SecurityGroups).toEqual(created.SecurityGroups);
      expect(release.CapacityProviders).toEqual([
        { CapacityProvider: stage.capacity === 'spot' ? 'FARGATE_SPOT' : 'FARGATE', Weight: 1, Base: 0 },
      ]);
    });

    it('is proved on the test listener by a function that CodeDeploy may invoke, inside the network', () => {
      const hook = one('AWS::Lambda::Function');
      expect(release.AfterAllowTestTraffic).toEqual({ Ref: hook.id });
      expect(hook.properties).toMatchObject({
        FunctionName: `CodeDeployHook_${stage.name}_${service.name}`,
        VpcConfig: { SubnetIds: stage.zones.map(() => expect.anything()) },
        Environment: {
          Variables: {
            PROBE_URL: expect.anything(),
            PROBE_HOST: expect.anything(),
            PROBE_PATH: service.healthPath,
          },
        },
      });
      expect(hook.properties.Timeout).toBeGreaterThanOrEqual(120);
    });

    it('is proved by its own name on a port that only tests use', () => {
      const { PROBE_URL } = one('AWS::Lambda::Function').properties.Environment.Variables;
      expect(JSON.stringify(PROBE_URL)).toMatch('name' in stage.domain ? /https:.*:9443"/ : /http:.*:9080"/);
    });
  },
);
