import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCloudFormationApi } from '../../../rehearsal/cloudformation/cloudformation-api.ts';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import { createFakePlane, type FakePlane, thing } from './fake-plane.ts';

let plane: FakePlane;
let endpoint: Endpoint;
let client: CloudFormationClient;

beforeEach(async () => {
  plane = createFakePlane();
  endpoint = await startEndpoint({
    apis: [createCloudFormationApi(plane.cloudFormation)],
    host: '127.0.0.1',
    port: 0,
  });
  const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };
  client = new CloudFormationClient({
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const StackName = 'dev-test';
const bodyOf = (resources: object, more: object = {}) => JSON.stringify({ ...more, Resources: resources });

/** Asks until the stack is in a status that lasts. */
async function settled(name = StackName) {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (!Stacks?.[0]?.StackStatus?.endsWith('IN_PROGRESS')) return Stacks?.[0];
  }
}

describe("CloudFormation's API", () => {
  it('creates a stack, and tells its outputs, resources and events', async () => {
    const template = bodyOf(
      { A: thing({ Size: 1 }) },
      { Outputs: { Out: { Value: { Ref: 'A' }, Description: 'o' } } },
    );
    const { StackId } = await client.send(new CreateStackCommand({ StackName, TemplateBody: template }));
    expect(await settled()).toMatchObject({
      StackId,
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [{ OutputKey: 'Out', OutputValue: 'A-1', Description: 'o' }],
      EnableTerminationProtection: false,
    });
    const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName }));
    expect(StackResources).toMatchObject([
      {
        LogicalResourceId: 'A',
        PhysicalResourceId: 'A-1',
        ResourceStatus: 'CREATE_COMPLETE',
        Timestamp: expect.any(Date),
      },
    ]);
    const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand({ StackName }));
    expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'A', ResourceType: 'Test::Thing' }]);
    const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
    expect(StackEvents?.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
    ]);
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName }));
    expect(JSON.parse(TemplateBody ?? '')).toEqual(JSON.parse(template));
    const { StackSummaries } = await client.send(
      new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE'] }),
    );
    expect(StackSummaries).toMatchObject([{ StackName, StackStatus: 'CREATE_COMPLETE' }]);
  });

  it('updates from a file of an assembly, and knows when there is nothing to do', async () => {
    await client.send(new CreateStackCommand({ StackName, TemplateBody: bodyOf({ A: thing({ Size: 1 }) }) }));
    await settled();
    const folder = mkdtempSync(join(tmpdir(), 'shoal-'));
    const file = join(folder, 'dev-test.template.json');
    writeFileSync(file, bodyOf({ A: thing({ Size: 2 }) }));
    const update = new UpdateStackCommand({ StackName, TemplateURL: pathToFileURL(file).href });
    await client.send(update);
    expect(await settled()).toMatchObject({
      StackStatus: 'UPDATE_COMPLETE',
      LastUpdatedTime: expect.any(Date),
    });
    expect(plane.done).toEqual(['create A', 'update A']);
    await expect(client.send(update)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    rmSync(folder, { recursive: true });
  });

  it('tells of a failure in the events, not in the answer', async () => {
    plane.failAt('create A');
    await client.send(new CreateStackCommand({ StackName, TemplateBody: bodyOf({ A: thing() }) }));
    expect(await settled()).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
    const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName }));
    expect(
      StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason,
    ).toBe('create A is not to be');
  });

  it('passes parameters on and keeps them', async () => {
    const template = (more: object = {}) =>
      bodyOf({ A: thing({ Size: { Ref: 'Kind' }, ...more }) }, { Parameters: { Kind: { Type: 'String' } } });
    const Parameters = [{ ParameterKey: 'Kind', ParameterValue: 'big' }];
    await client.send(new CreateStackCommand({ StackName, TemplateBody: template(), Parameters }));
    expect(await settled()).toMatchObject({ Parameters });
    const kept = [{ ParameterKey: 'Kind', UsePreviousValue: true }];
    await client.send(
      new UpdateStackCommand({ StackName, TemplateBody: template({ List: [1] }), Parameters: kept }),
    );
    await settled();
    expect(plane.given.get('A')).toEqual({ Size: 'big', List: [1] });
  });

  it('deletes a stack, and is content where there is none', async () => {
    const { StackId } = await client.send(
      new CreateStackCommand({ StackName, TemplateBody: bodyOf({ A: thing() }) }),
    );
    await settled();
    await client.send(new DeleteStackCommand({ StackName }));
    expect(await settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    await client.send(new DeleteStackCommand({ StackName }));
    await expect(client.send(new DescribeStacksCommand({ StackName }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id dev-test does not exist',
    });
  });

  it.each([
    ['a template that is not JSON', { TemplateBody: '{' }, /JSON not well-formed/],
    ['a template without resources', { TemplateBody: '{}' }, /At least one Resources member must be defined/],
    [
      'a section nobody plays',
      { TemplateBody: '{"Resources":{"A":{"Type":"Test::Thing"}},"Transform":"x"}' },
      /section 'Transform' is not played/,
    ],
    ['no template', {}, /Either Template URL or Template Body must be specified/],
    ['a template on the web', { TemplateURL: 'https://example.com/x' }, /is not played here, use file:/],
    ['a file that is not there', { TemplateURL: 'file:///nowhere/x.json' }, /ENOENT/],
    [
      'a property nobody plays',
      { TemplateBody: bodyOf({ A: thing({ Colour: 1 }) }) },
      /property 'Colour' is not played/,
    ],
  ])('refuses %s as a ValidationError', async (_what, input, message) => {
    const failure = await client
      .send(new CreateStackCommand({ StackName, ...input }))
      .catch((error) => error);
    expect(failure).toMatchObject({ name: 'ValidationError', message: expect.stringMatching(message) });
  });

  it('refuses a second stack of the same name and an odd one', async () => {
    const create = new CreateStackCommand({ StackName, TemplateBody: bodyOf({ A: thing() }) });
    await client.send(create);
    await settled();
    await expect(client.send(create)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    await expect(client.send(new CreateStackCommand({ StackName: '../x' }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });
});
