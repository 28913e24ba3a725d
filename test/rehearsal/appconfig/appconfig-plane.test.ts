import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetDeploymentCommand,
  GetHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListConfigurationProfilesCommand,
  ListDeploymentStrategiesCommand,
  ListDeploymentsCommand,
  ListEnvironmentsCommand,
  ListHostedConfigurationVersionsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
  ValidateConfigurationCommand,
} from '@aws-sdk/client-appconfig';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AppConfigPlane, createAppConfigPlane } from '../../../rehearsal/appconfig/appconfig-plane.ts';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import type { Clock, Properties } from '../../../rehearsal/plane.ts';

const path = '/applications/shoal-dev/environments/catalog/configurations/catalog';
const schema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  properties: { largestPage: { type: 'integer', minimum: 1, maximum: 100 }, search: { type: 'boolean' } },
  additionalProperties: false,
};

let plane: AppConfigPlane;
let endpoint: Endpoint;
let client: AppConfigClient;
let ids: { ApplicationId: string; EnvironmentId: string; ConfigurationProfileId: string };
let slow: string;
let atOnce: string;
/** Lets one wait of a deployment pass. */
let passTime: () => void;

async function create(type: string, logicalId: string, properties: Properties): Promise<string> {
  const played = plane.types.find((each) => each.type === `AWS::AppConfig::${type}`);
  const call = { stackName: 'dev-catalog', stackId: 's', logicalId, type, progress: () => {} };
  const made = await played?.create({ ...call, properties });
  return made?.physicalId ?? '';
}

const told = async () => {
  const answer = await fetch(plane.settingsUrl(`http://localhost:2772${path}`));
  return {
    status: answer.status,
    text: await answer.text(),
    version: answer.headers.get('configuration-version'),
  };
};

async function put(content: string): Promise<number> {
  const { VersionNumber } = await client.send(
    new CreateHostedConfigurationVersionCommand({
      ...ids,
      Content: Buffer.from(content),
      ContentType: 'application/json',
    }),
  );
  return VersionNumber ?? 0;
}

async function start(version: number, DeploymentStrategyId: string): Promise<number> {
  const { DeploymentNumber } = await client.send(
    new StartDeploymentCommand({ ...ids, ConfigurationVersion: String(version), DeploymentStrategyId }),
  );
  return DeploymentNumber ?? 0;
}

beforeEach(async () => {
  const waits: (() => void)[] = [];
  passTime = () => waits.shift()?.();
  const clock: Clock = {
    now: () => 1_700_000_000_000,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        waits.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  };
  plane = createAppConfigPlane({ clock, addresses: { claim: async () => ({ host: '127.0.0.1', port: 0 }) } });
  endpoint = await startEndpoint({ apis: plane.apis, host: '127.0.0.1', port: 0 });
  client = new AppConfigClient({
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const ApplicationId = await create('Application', 'App', { Name: 'shoal-dev' });
  atOnce = await create('DeploymentStrategy', 'AtOnce', {
    Name: 'at-once',
    DeploymentDurationInMinutes: 0,
    GrowthFactor: 100,
    ReplicateTo: 'NONE',
  });
  slow = await create('DeploymentStrategy', 'Slow', {
    Name: 'gradual',
    DeploymentDurationInMinutes: 10,
    FinalBakeTimeInMinutes: 5,
    GrowthFactor: 20,
  });
  const EnvironmentId = await create('Environment', 'Env', { ApplicationId, Name: 'catalog' });
  const ConfigurationProfileId = await create('ConfigurationProfile', 'Profile', {
    ApplicationId,
    Name: 'catalog',
    LocationUri: 'hosted',
    Validators: [{ Type: 'JSON_SCHEMA', Content: JSON.stringify(schema) }],
  });
  ids = { ApplicationId, EnvironmentId, ConfigurationProfileId };
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
  await plane.close();
});

async function deployTemplate(content = '{}'): Promise<void> {
  const { ApplicationId, ConfigurationProfileId } = ids;
  const version = await create('HostedConfigurationVersion', 'First', {
    ApplicationId,
    ConfigurationProfileId,
    Content: content,
    ContentType: 'application/json',
  });
  await create('Deployment', 'FirstDeployment', {
    ...ids,
    ConfigurationVersion: version,
    DeploymentStrategyId: atOnce,
  });
}

describe('the agent', () => {
  it('tells what the template deploys, by the names of things', async () => {
    await deployTemplate('{"largestPage":5}');
    expect(await told()).toEqual({ status: 200, text: '{"largestPage":5}', version: '1' });
  });

  it('tells nothing before, and says so', async () => {
    expect(await told()).toMatchObject({ status: 404, text: expect.stringContaining('nothing of') });
  });

  it('says what there is where something unknown is asked for', async () => {
    const answer = await fetch(
      plane.settingsUrl('http://localhost:2772/applications/a/environments/b/configurations/c'),
    );
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('(shoal-dev)');
  });
});

describe('an operator with the SDK', () => {
  it('changes a value while everything runs', async () => {
    await deployTemplate();
    const version = await put('{"largestPage":20}');
    expect(version).toBe(2);
    expect((await told()).text).toBe('{}');
    const number = await start(version, atOnce);
    expect(await told()).toMatchObject({ text: '{"largestPage":20}', version: '2' });
    expect(await client.send(new GetDeploymentCommand({ ...ids, DeploymentNumber: number }))).toMatchObject({
      State: 'COMPLETE',
      ConfigurationVersion: '2',
      StartedAt: new Date(1_700_000_000_000),
    });
  });

  it.each([
    ['{"largestPage":1000}', 'must be <= 100'],
    ['{"largestPage":"many"}', 'must be integer'],
    ['{"unknown":1}', 'additional properties'],
    ['no JSON', 'the content is not JSON'],
  ])('cannot deploy %s', async (content, sentence) => {
    await deployTemplate();
    const version = await put(content);
    await expect(start(version, atOnce)).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining(sentence),
    });
    const configuration = { ...ids, ConfigurationVersion: String(version) };
    await expect(client.send(new ValidateConfigurationCommand(configuration))).rejects.toThrow(sentence);
    expect((await told()).text).toBe('{}');
  });

  it('deploys one thing at a time to an environment', async () => {
    await deployTemplate();
    await start(await put('{"largestPage":20}'), slow);
    await expect(start(1, atOnce)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('stops a deployment, and the value before it is told again', async () => {
    await deployTemplate('{"search":true}');
    const number = await start(await put('{"search":false}'), slow);
    expect((await told()).text).toBe('{"search":false}');
    const stopped = await client.send(new StopDeploymentCommand({ ...ids, DeploymentNumber: number }));
    expect(stopped.State).toBe('ROLLED_BACK');
    expect((await told()).text).toBe('{"search":true}');
    await expect(
      client.send(new StopDeploymentCommand({ ...ids, DeploymentNumber: number })),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('sees a deployment grow, bake and end', async () => {
    await deployTemplate();
    const DeploymentNumber = await start(await put('{"search":false}'), slow);
    const states = [];
    for (let step = 0; step < 3; step++) {
      states.push((await client.send(new GetDeploymentCommand({ ...ids, DeploymentNumber }))).State);
      passTime();
    }
    expect(states).toEqual(['DEPLOYING', 'BAKING', 'COMPLETE']);
  });

  it('finds by listing all that a change needs', async () => {
    await deployTemplate();
    const { ApplicationId, ConfigurationProfileId } = ids;
    const names = (answer: { Items?: { Name?: string | undefined }[] | undefined }) =>
      answer.Items?.map(({ Name }) => Name);
    expect(names(await client.send(new ListApplicationsCommand({})))).toEqual(['shoal-dev']);
    expect(names(await client.send(new ListEnvironmentsCommand({ ApplicationId })))).toEqual(['catalog']);
    expect(names(await client.send(new ListConfigurationProfilesCommand({ ApplicationId })))).toEqual([
      'catalog',
    ]);
    expect(names(await client.send(new ListDeploymentStrategiesCommand({})))).toEqual(['at-once', 'gradual']);
    const listed = await client.send(
      new ListHostedConfigurationVersionsCommand({ ApplicationId, ConfigurationProfileId }),
    );
    expect(listed.Items?.map(({ VersionNumber }) => VersionNumber)).toEqual([1]);
    const version = { ApplicationId, ConfigurationProfileId, VersionNumber: 1 };
    const got = await client.send(new GetHostedConfigurationVersionCommand(version));
    expect(Buffer.from(got.Content ?? []).toString()).toBe('{}');
    expect(got).toMatchObject({ VersionNumber: 1, ContentType: 'application/json' });
    const { ApplicationId: _, ...rest } = ids;
    const found = await client.send(
      new ListDeploymentsCommand({ ApplicationId, EnvironmentId: rest.EnvironmentId }),
    );
    expect(found.Items?.map(({ State }) => State)).toEqual(['COMPLETE']);
  });

  it('is told what does not exist', async () => {
    await expect(start(9, atOnce)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining("HostedConfigurationVersion 9 of 'catalog' does not exist"),
    });
  });
});

describe('a configuration profile', () => {
  it.each([
    [{ LocationUri: 's3://bucket' }, 'hosted is'],
    [{ Type: 'AWS.AppConfig.FeatureFlags' }, 'AWS.Freeform is'],
  ])('with %j is refused', async (wrong, sentence) => {
    const properties = { ApplicationId: ids.ApplicationId, Name: 'other', LocationUri: 'hosted', ...wrong };
    await expect(create('ConfigurationProfile', 'Other', properties)).rejects.toThrow(sentence);
  });
});
