import { describe, expect, it } from '@jest/globals';
import { UnfinishedResource } from '../../../rehearsal/cloudformation/unfinished-resource.ts';
import { createFakePlane, thing } from './fake-plane.ts';

describe('creating a stack', () => {
  it('makes resources after those they name, and gives outputs', async () => {
    const plane = createFakePlane();
    const { stack, changed } = await plane.apply(
      {
        C: thing({}, { DependsOn: 'B' }),
        B: thing({ Size: { 'Fn::GetAtt': ['A', 'Size'] } }),
        A: thing({ Size: 5 }),
      },
      { Outputs: { Address: { Value: { 'Fn::GetAtt': 'A.Endpoint.Address' } } } },
    );
    expect(changed).toBe(true);
    expect(plane.done).toEqual(['create A', 'create B', 'create C']);
    expect(plane.given.get('B')).toEqual({ Size: 5 });
    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(stack.outputs.get('Address')?.value).toBe('127.0.0.9');
  });

  it('tells each step as CloudFormation does', async () => {
    const plane = createFakePlane();
    await plane.apply({ A: thing() });
    expect(plane.events.map(({ logicalId, status, reason }) => [logicalId, status, reason])).toEqual([
      ['dev-test', 'CREATE_IN_PROGRESS', 'User Initiated'],
      ['A', 'CREATE_IN_PROGRESS', undefined],
      ['A', 'CREATE_COMPLETE', undefined],
      ['dev-test', 'CREATE_COMPLETE', undefined],
    ]);
  });

  it('makes independent resources side by side', async () => {
    let atOnce = 0;
    let most = 0;
    const plane = createFakePlane([
      {
        type: 'Test::Slow',
        plays: [],
        inert: {},
        replacedBy: [],
        create: async () => {
          atOnce += 1;
          most = Math.max(most, atOnce);
          await new Promise((resolve) => setImmediate(resolve));
          atOnce -= 1;
          return { physicalId: 'x', attributes: {} };
        },
        update: async () => ({ physicalId: 'x', attributes: {} }),
        delete: async () => {},
      },
    ]);
    await plane.apply({ A: { Type: 'Test::Slow' }, B: { Type: 'Test::Slow' }, C: { Type: 'Test::Slow' } });
    expect(most).toBe(3);
  });

  it('deletes what it made, last first, when a resource fails, and says why', async () => {
    const plane = createFakePlane();
    plane.failAt('create C');
    const failure = await plane
      .apply({
        A: thing(),
        B: thing({ Size: { Ref: 'A' } }),
        C: thing({ Size: { Ref: 'B' } }),
        D: thing({ Size: { Ref: 'C' } }),
      })
      .catch((error) => error);
    expect(failure).toMatchObject({ name: 'StackFailed', status: 'ROLLBACK_COMPLETE' });
    expect(failure.message).toBe(
      'stack dev-test is ROLLBACK_COMPLETE: C (Test::Thing): create C is not to be',
    );
    expect(plane.done).toEqual([
      'create A',
      'create B',
      'delete B',
      'deleted B-2',
      'delete A',
      'deleted A-1',
    ]);
    expect(plane.events.find(({ status }) => status === 'ROLLBACK_IN_PROGRESS')?.reason).toContain(
      'failed to create: [C]',
    );
  });

  it('deletes what a failed resource had made already', async () => {
    const deleted: string[] = [];
    const plane = createFakePlane([
      {
        type: 'Test::Half',
        plays: ['*'],
        inert: {},
        replacedBy: [],
        create: async () => {
          throw new UnfinishedResource('half-1', 'it stopped halfway');
        },
        update: async () => ({ physicalId: '', attributes: {} }),
        delete: async ({ physicalId, properties }) => {
          deleted.push(`${physicalId} ${JSON.stringify(properties)}`);
        },
      },
    ]);
    await expect(plane.apply({ H: { Type: 'Test::Half', Properties: { a: 1 } } })).rejects.toThrow(
      'it stopped halfway',
    );
    expect(deleted).toEqual(['half-1 {"a":1}']);
  });

  it('begins nothing more and takes nothing back once the rehearsal ends', async () => {
    let finish = () => {};
    const plane = createFakePlane([
      {
        type: 'Test::Slow',
        plays: [],
        inert: {},
        replacedBy: [],
        create: () =>
          new Promise((_resolve, reject) => {
            finish = () => reject(new Error('closed'));
          }),
        update: async () => ({ physicalId: '', attributes: {} }),
        delete: async () => {},
      },
    ]);
    const failing = plane.apply({
      A: thing(),
      S: { Type: 'Test::Slow', DependsOn: 'A' },
      Z: thing({}, { DependsOn: 'S' }),
    });
    const refusal = expect(failing).rejects.toThrow(
      'stack dev-test is CREATE_FAILED: S (Test::Slow): closed',
    );
    while (!plane.done.includes('create A')) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    plane.cloudFormation.end();
    finish();
    await refusal;
    await plane.cloudFormation.settled();
    expect(plane.done).toEqual(['create A']);
    await expect(plane.apply({ A: thing() }, {}, 'dev-other')).rejects.toThrow('the rehearsal is ending');
  });

  it('starts over where an earlier creation was rolled back', async () => {
    const plane = createFakePlane();
    plane.failAt('create A');
    await expect(plane.apply({ A: thing() })).rejects.toThrow('create A is not to be');
    plane.heal();
    expect((await plane.apply({ A: thing() })).stack.status).toBe('CREATE_COMPLETE');
  });

  it('leaves out resources and outputs whose condition is false', async () => {
    const plane = createFakePlane();
    const { stack } = await plane.apply(
      { A: thing(), B: thing({}, { Condition: 'Big' }) },
      {
        Parameters: { Kind: { Type: 'String', Default: 'small' } },
        Conditions: { Big: { 'Fn::Equals': [{ Ref: 'Kind' }, 'big'] } },
        Outputs: { B: { Value: { Ref: 'B' }, Condition: 'Big' } },
      },
    );
    expect([...stack.resources.keys()]).toEqual(['A']);
    expect(stack.outputs.size).toBe(0);
  });

  it('gives planes the values behind dynamic references', async () => {
    const plane = createFakePlane();
    await plane.apply({ A: thing({ Secret: '{{resolve:secretsmanager:m:SecretString:password::}}' }) });
    expect(plane.given.get('A')).toEqual({ Secret: 'secret of m password' });
  });

  it('takes what another stack gives', async () => {
    const plane = createFakePlane();
    await plane.apply(
      { A: thing() },
      { Outputs: { Out: { Value: { Ref: 'A' }, Export: { Name: 'shared' } } } },
      'dev-network',
    );
    const from = {
      'Fn::GetStackOutput': { StackName: 'dev-network', Region: 'eu-central-1', OutputName: 'Out' },
    };
    await plane.apply({ B: thing({ Size: from, Name: { 'Fn::ImportValue': 'shared' } }) });
    expect(plane.given.get('B')).toEqual({ Size: 'A-1', Name: 'A-1' });
  });
});

describe('outputs that cannot be given', () => {
  it('fail the stack, and its history says why', async () => {
    const plane = createFakePlane();
    await expect(
      plane.apply({ A: thing() }, { Outputs: { O: { Value: { 'Fn::GetAtt': 'A.Colour' } } } }),
    ).rejects.toThrow(/output O: resource A \(Test::Thing\) has no attribute 'Colour'/);
    expect(plane.events.find(({ status }) => status === 'ROLLBACK_IN_PROGRESS')?.reason).toMatch(
      /^output O: resource A/,
    );
    expect(plane.done).toEqual(['create A', 'delete A', 'deleted A-1']);
  });
});

describe('a template that cannot be played', () => {
  it.each([
    [
      'a property nobody plays',
      { A: thing({ Colour: 1 }) },
      /resource A \(Test::Thing\): property 'Colour' is not played, known: List, Name, Note, Secret, Size/,
    ],
    [
      'a circle',
      { A: thing({ Size: { Ref: 'B' } }), B: thing({}, { DependsOn: ['A'] }) },
      /Circular dependency between resources: \[A -> B -> A\]/,
    ],
    [
      'a resource attribute',
      { A: { ...thing(), CreationPolicy: {} } },
      /attribute 'CreationPolicy' is not played/,
    ],
    [
      'a name of nothing',
      { A: thing({ Size: { Ref: 'Nowhere' } }) },
      /Unresolved resource dependencies \[Nowhere\]/,
    ],
    [
      'a condition of nothing',
      { A: thing({}, { Condition: 'Nope' }) },
      /condition 'Nope' is not in the template/,
    ],
  ])('is refused before anything is made: %s', async (_what, resources, message) => {
    const plane = createFakePlane();
    await expect(plane.apply(resources)).rejects.toThrow(message);
    expect(plane.done).toEqual([]);
  });

  it('fails on an attribute that a plane does not give, naming those it does', async () => {
    const plane = createFakePlane();
    await expect(
      plane.apply({ A: thing(), B: thing({ Size: { 'Fn::GetAtt': 'A.Colour' } }) }),
    ).rejects.toThrow(
      "B (Test::Thing): property 'Size': resource A (Test::Thing) has no attribute 'Colour' here, known: Arn, Endpoint.Address, Size",
    );
  });

  it('fails on an output that another stack does not have, naming those it has', async () => {
    const plane = createFakePlane();
    await plane.apply({ A: thing() }, { Outputs: { Out: { Value: 1 } } }, 'dev-network');
    const from = {
      'Fn::GetStackOutput': { StackName: 'dev-network', Region: 'eu-central-1', OutputName: 'In' },
    };
    await expect(plane.apply({ B: thing({ Size: from }) })).rejects.toThrow(
      'stack dev-network has no output In, it has: Out',
    );
  });

  it('says which parameters are missing, unknown or not allowed', async () => {
    const plane = createFakePlane();
    const template = {
      Resources: { A: thing() },
      Parameters: { Kind: { Type: 'String', AllowedValues: ['a', 'b'] } },
    };
    const apply = (parameters: Record<string, string>) =>
      plane.cloudFormation.apply({ stackName: 's', template, parameters });
    await expect(apply({})).rejects.toThrow('Parameters: [Kind] must have values');
    await expect(apply({ Kind: 'a', Other: 'x' })).rejects.toThrow(
      'Parameters: [Other] do not exist in the template',
    );
    await expect(apply({ Kind: 'c' })).rejects.toThrow(
      "Parameter 'Kind' must be one of AllowedValues: a, b; it is 'c'",
    );
  });
});

describe('a type that no plane plays', () => {
  it('is told once, and has a Ref and attributes like the real ones', async () => {
    const plane = createFakePlane();
    const { stack } = await plane.apply({
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      W: { Type: 'AWS::EC2::VPC' },
      R: { Type: 'AWS::IAM::Role' },
      X: { Type: 'Vendor::Odd::Thing' },
      A: thing({
        List: [
          { Ref: 'V' },
          { 'Fn::GetAtt': 'V.CidrBlock' },
          { 'Fn::GetAtt': 'R.Arn' },
          { 'Fn::GetAtt': 'X.Colour' },
        ],
      }),
    });
    expect(plane.notPlayed).toEqual(['AWS::EC2::VPC', 'AWS::IAM::Role', 'Vendor::Odd::Thing']);
    expect(stack.resources.get('V')?.physicalId).toMatch(/^vpc-[0-9a-f]{17}$/);
    const role = stack.resources.get('R')?.physicalId;
    expect(plane.given.get('A')).toEqual({
      List: [
        stack.resources.get('V')?.physicalId,
        '10.0.0.0/16',
        `arn:aws:iam::000000000000:role/${role}`,
        expect.stringContaining('Vendor::Odd::Thing.Colour'),
      ],
    });
  });
});
