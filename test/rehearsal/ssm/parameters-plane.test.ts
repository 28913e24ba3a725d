import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Properties } from '../../../rehearsal/plane.ts';
import { createParametersPlane, type ParametersPlane } from '../../../rehearsal/ssm/parameters-plane.ts';

let plane: ParametersPlane;
const name = '/shoal/dev/token-keys';

beforeEach(() => {
  plane = createParametersPlane({ region: 'eu-central-1', presets: { '/preset': 'mine' } });
});

async function create(properties: Properties) {
  const call = {
    stackName: 'dev',
    stackId: 's',
    logicalId: 'P',
    type: 'AWS::SSM::Parameter',
    progress: () => {},
  };
  return plane.types[0]?.create({ ...call, properties: { Type: 'String', ...properties } });
}

async function ask(operation: string, input: Properties) {
  return plane.apis[0]?.operations[operation]?.(input);
}

describe('parameters', () => {
  it("have the template's value", async () => {
    expect(await create({ Name: name, Value: '{"keys":[]}' })).toEqual({
      physicalId: name,
      attributes: { Type: 'String', Value: '{"keys":[]}' },
    });
  });

  it('have the preset value where there is one', async () => {
    expect(await create({ Name: '/preset', Value: 'theirs' })).toMatchObject({
      attributes: { Value: 'mine' },
    });
  });

  it.each([name, `${name}:1`, `arn:aws:ssm:eu-central-1:000000000000:parameter${name}`])(
    'are found by %s',
    async (id) => {
      await create({ Name: name, Value: 'v' });
      expect(plane.parameters.valueOf(id)).toBe('v');
    },
  );

  it('are found by the ARN of a name without a slash', async () => {
    await create({ Name: 'plain', Value: 'v' });
    expect(plane.parameters.valueOf(plane.parameters.arnOf('plain'))).toBe('v');
  });

  it('get a name where the template gives none', async () => {
    expect((await create({ Value: 'v' }))?.physicalId).toMatch(/^CFN-dev-P-[0-9a-f]{12}$/);
  });

  it('that do not exist are named in a sentence', () => {
    expect(() => plane.parameters.valueOf('/x')).toThrow("parameter '/x' does not exist, there are: none");
  });
});

describe("Systems Manager's API", () => {
  it('gives one parameter, several, and those under a path', async () => {
    await create({ Name: '/a/b', Value: '1' });
    await create({ Name: '/a/b/c', Value: '2' });
    expect(await ask('GetParameter', { Name: '/a/b' })).toMatchObject({
      Parameter: { Name: '/a/b', Value: '1', Version: 1 },
    });
    expect(await ask('GetParameters', { Names: ['/a/b/c', '/x'] })).toMatchObject({
      Parameters: [{ Value: '2' }],
      InvalidParameters: ['/x'],
    });
    expect(await ask('GetParametersByPath', { Path: '/a' })).toMatchObject({
      Parameters: [{ Name: '/a/b' }],
    });
    expect(await ask('GetParametersByPath', { Path: '/a', Recursive: true })).toMatchObject({
      Parameters: [{}, {}],
    });
  });

  it('overwrites only when told to, and counts versions', async () => {
    expect(await ask('PutParameter', { Name: '/a', Value: '1', Type: 'String' })).toMatchObject({
      Version: 1,
    });
    await expect(ask('PutParameter', { Name: '/a', Value: '2' })).rejects.toMatchObject({
      code: 'ParameterAlreadyExists',
    });
    expect(await ask('PutParameter', { Name: '/a', Value: '2', Overwrite: true })).toMatchObject({
      Version: 2,
    });
    expect(plane.parameters.valueOf('/a')).toBe('2');
  });

  it('refuses what is missing', async () => {
    await expect(ask('GetParameter', { Name: '/x' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
    await expect(ask('PutParameter', { Name: '/x' })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});
