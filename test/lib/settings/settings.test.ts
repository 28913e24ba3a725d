import { describe, expect, it } from '@jest/globals';
import { settingsStrategies } from '../../../lib/settings/settings-strategies.ts';
import { dev, prod, stages } from '../../../platform/stages.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

const stacks = await synthesized();
const withSettings = serviceStacks(stacks).filter(({ service }) => service.settings !== undefined);

describe.each(withSettings)('the settings of $name', ({ stage, service, names, all, one }) => {
  const servingTask = all('AWS::ECS::TaskDefinition').find(
    ({ properties }) => properties.Family === names.family,
  )?.properties;

  it('are validated by what the service says of them, nothing else, and nothing is required', () => {
    const [{ Type, Content }, ...others] = one('AWS::AppConfig::ConfigurationProfile').properties.Validators;
    const schema = JSON.parse(Content);
    expect(others).toEqual([]);
    expect(Type).toBe('JSON_SCHEMA');
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.required).toBeUndefined();
    expect(Object.keys(schema.properties)).toEqual(Object.keys(service.settings ?? {}));
  });

  it('use no word that draft 4 of JSON Schema lacks, which is all that AppConfig knows', () => {
    const schema = JSON.parse(
      one('AWS::AppConfig::ConfigurationProfile').properties.Validators[0].Content,
    ) as { properties: Record<string, object> };
    const words = new Set(Object.values(schema.properties).flatMap((property) => Object.keys(property)));
    const known = ['type', 'description', 'default', 'minimum', 'maximum', 'enum'];
    expect([...words].filter((word) => !known.includes(word))).toEqual([]);
  });

  it('begin empty, by a template that never changes: another deployment would undo what operators set', () => {
    const { Description: _, ...first } = one('AWS::AppConfig::HostedConfigurationVersion').properties;
    expect(first).toEqual({
      ApplicationId: expect.anything(),
      ConfigurationProfileId: { Ref: one('AWS::AppConfig::ConfigurationProfile').id },
      ContentType: 'application/json',
      Content: '{}',
    });
    expect(Object.keys(one('AWS::AppConfig::Deployment').properties).sort()).toEqual([
      'ApplicationId',
      'ConfigurationProfileId',
      'ConfigurationVersion',
      'DeploymentStrategyId',
      'EnvironmentId',
    ]);
  });

  it('are in an environment of its own, since one takes one deployment at a time', () => {
    expect(one('AWS::AppConfig::Environment').properties.Name).toBe(service.name);
  });

  it('reach its tasks through an agent that may fail, and is bounded', () => {
    const containers: readonly { readonly Name: string }[] = servingTask?.ContainerDefinitions ?? [];
    const [agent, ...others] = containers.filter(({ Name }) => Name === 'settings-agent');
    expect(others).toEqual([]);
    expect(agent).toMatchObject({
      Essential: false,
      Memory: 96,
      ReadonlyRootFilesystem: true,
      RestartPolicy: { Enabled: true },
    });
    expect(agent).toHaveProperty(
      'Image',
      expect.stringMatching(/^public\.ecr\.aws\/aws-appconfig\/aws-appconfig-agent:\d/),
    );
    expect(servingTask?.ContainerDefinitions[0].Environment).toContainEqual({
      Name: 'SETTINGS_URL',
      Value: `http://localhost:2772/applications/shoal-${stage.name}/environments/${service.name}/configurations/${service.name}`,
    });
  });
});

describe('the stages', () => {
  it.each(stages)('$name has one application', ({ name }) => {
    const applications = resourcesOf(stacks, 'AWS::AppConfig::Application').filter(
      ({ stage }) => stage === name,
    );
    expect(applications.map(({ properties }) => properties.Name)).toEqual([`shoal-${name}`]);
  });

  it('change settings as they release: dev at once, prod with as many tasks at first', () => {
    expect(settingsStrategies(dev).map(({ name }) => name)).toEqual(['at-once']);
    expect(settingsStrategies(prod)[1]).toMatchObject({
      name: 'gradual',
      growthFactor: 5,
      deploymentDurationInMinutes: 10,
      finalBakeTimeInMinutes: 10,
    });
  });

  it('deploy the empty beginning at once in all of them', () => {
    for (const strategy of stages.map((stage) => settingsStrategies(stage)[0])) {
      expect(strategy).toMatchObject({ deploymentDurationInMinutes: 0, finalBakeTimeInMinutes: 0 });
    }
  });
});
