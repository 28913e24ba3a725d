import { beforeEach, describe, expect, it } from '@jest/globals';
import { createFakePlane, type FakePlane, thing } from './fake-plane.ts';

let plane: FakePlane;
beforeEach(() => {
  plane = createFakePlane();
});

/** Deploys a first template and forgets what that took. */
async function deployed(...first: Parameters<FakePlane['apply']>): Promise<void> {
  await plane.apply(...first);
  plane.done.length = 0;
  plane.events.length = 0;
}

describe('updating a stack', () => {
  it('does nothing where nothing differs', async () => {
    await deployed({ A: thing({ Size: 1 }) });
    expect(await plane.apply({ A: thing({ Size: 1 }) })).toMatchObject({ changed: false });
    expect(plane.events).toEqual([]);
  });

  it('touches only what changed, and what follows from it', async () => {
    const template = (size: number) => ({
      A: thing({ Size: size }),
      B: thing({ Size: { 'Fn::GetAtt': 'A.Size' } }),
      C: thing({ Size: { Ref: 'A' } }),
    });
    await deployed(template(1));
    expect(await plane.apply(template(2))).toMatchObject({
      changed: true,
      stack: { status: 'UPDATE_COMPLETE' },
    });
    expect(plane.done).toEqual(['update A', 'update B']);
  });

  it('replaces a resource where a property cannot change in place, and deletes the old one last', async () => {
    const template = (name: string) => ({ A: thing({ Name: name }), B: thing({ Size: { Ref: 'A' } }) });
    await deployed(template('x'));
    await plane.apply(template('y'));
    expect(plane.done).toEqual(['create A', 'update B', 'delete A', 'deleted A-1']);
    expect(plane.given.get('B')).toEqual({ Size: 'A-3' });
    expect(plane.events.map(({ status }) => status)).toContain('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  });

  it('makes what is new and deletes what is gone', async () => {
    await deployed({ A: thing(), B: thing({ Size: { Ref: 'A' } }) });
    const { stack } = await plane.apply({ C: thing() });
    expect(plane.done).toEqual(['create C', 'delete B', 'deleted B-2', 'delete A', 'deleted A-1']);
    expect([...stack.resources.keys()]).toEqual(['C']);
  });

  it('keeps what the template retains', async () => {
    await deployed({
      A: thing({}, { DeletionPolicy: 'Retain' }),
      B: thing({ Name: 'x' }, { UpdateReplacePolicy: 'Retain' }),
    });
    await plane.apply({ B: thing({ Name: 'y' }, { UpdateReplacePolicy: 'Retain' }) });
    expect(plane.done).toEqual(['create B']);
    expect(
      plane.events.filter(({ status }) => status === 'DELETE_SKIPPED').map(({ physicalId }) => physicalId),
    ).toEqual(['B-2', 'A-1']);
  });

  it('does not take a new value of a secret for a change', async () => {
    const template = { A: thing({ Secret: '{{resolve:ssm:x}}' }) };
    await deployed(template);
    expect(await plane.apply(template)).toMatchObject({ changed: false });
  });

  it('gives new outputs alone', async () => {
    await deployed({ A: thing() });
    const { stack, changed } = await plane.apply(
      { A: thing() },
      { Outputs: { Out: { Value: { Ref: 'A' } } } },
    );
    expect(changed).toBe(true);
    expect(stack.outputs.get('Out')?.value).toBe('A-1');
    expect(plane.done).toEqual([]);
  });

  it('refuses another type for a resource', async () => {
    await deployed({ A: thing() });
    await expect(plane.apply({ A: { Type: 'AWS::IAM::Role' } })).rejects.toThrow(
      'Update of resource type is not permitted',
    );
  });

  it('refuses to take away an export that another stack imports', async () => {
    await plane.apply({ A: thing() }, { Outputs: { O: { Value: 1, Export: { Name: 'shared' } } } }, 'dev-a');
    await deployed({ B: thing({ Size: { 'Fn::ImportValue': 'shared' } }) });
    await expect(plane.apply({ A: thing({ Size: 2 }) }, {}, 'dev-a')).rejects.toThrow(
      'Export shared cannot be deleted as it is in use by dev-test',
    );
  });

  it('warns of an output that goes while another stack still names it', async () => {
    await plane.apply({ A: thing() }, { Outputs: { O: { Value: 1 } } }, 'dev-a');
    const from = { 'Fn::GetStackOutput': { StackName: 'dev-a', Region: 'eu-central-1', OutputName: 'O' } };
    await deployed({ B: thing({ Size: from }) });
    await plane.apply({ A: thing() }, {}, 'dev-a');
    expect(plane.events.map(({ reason }) => reason)).toContain('output O goes, yet dev-test still names it');
  });
});

describe('an update that fails', () => {
  it('is back at the old template when the way back works', async () => {
    const first = { A: thing({ Size: 1 }), B: thing({ Name: 'x' }) };
    await deployed(first);
    plane.failAt('create Z');
    const failure = await plane
      .apply({
        A: thing({ Size: 2 }),
        B: thing({ Name: 'y' }, { DependsOn: 'A' }),
        D: thing({}, { DependsOn: 'B' }),
        Z: thing({}, { DependsOn: 'D' }),
      })
      .catch((error) => error);
    expect(failure.message).toBe(
      'stack dev-test is UPDATE_ROLLBACK_COMPLETE: Z (Test::Thing): create Z is not to be',
    );
    expect(plane.done).toEqual([
      'update A',
      'create B',
      'create D',
      'update A',
      'delete D',
      'deleted D-4',
      'delete B',
      'deleted B-3',
    ]);
    expect(plane.given.get('A')).toEqual({ Size: 1 });
    expect(plane.events.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS')?.reason).toBe(
      'The following resource(s) failed to create: [Z].',
    );
    expect(await plane.apply(first)).toMatchObject({ changed: false });
  });

  it('asks a resource that failed to change to be as it was', async () => {
    await deployed({ A: thing({ Size: 1 }) });
    plane.failAt('update A', 1);
    await expect(plane.apply({ A: thing({ Size: 2 }) })).rejects.toThrow('UPDATE_ROLLBACK_COMPLETE');
    expect(plane.done).toEqual(['update A']);
    expect(plane.given.get('A')).toEqual({ Size: 1 });
  });

  it('stays where it is when it is told not to go back, and goes on from there', async () => {
    await deployed({ A: thing({ Size: 1 }) });
    plane.failAt('create Z', 1);
    const request = {
      stackName: 'dev-test',
      template: { Resources: { A: thing({ Size: 2 }), Z: thing({}, { DependsOn: 'A' }) } },
      rollsBack: false,
    };
    await expect(plane.cloudFormation.apply(request)).rejects.toThrow(
      'stack dev-test is UPDATE_FAILED: Z (Test::Thing)',
    );
    expect((await plane.cloudFormation.apply(request)).stack.status).toBe('UPDATE_COMPLETE');
    expect(plane.done).toEqual(['update A', 'create Z']);
  });

  it('goes on with a way back that failed when told to', async () => {
    await deployed({ A: thing({ Size: 1 }) });
    plane.failAt('update A', 2);
    await expect(plane.apply({ A: thing({ Size: 2 }), B: thing() })).rejects.toThrow(
      'UPDATE_ROLLBACK_FAILED',
    );
    plane.done.length = 0;
    const { stack, done } = plane.cloudFormation.startContinueRollback('dev-test');
    await done;
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(plane.done).toEqual(['update A', 'delete B', 'deleted B-2']);
    expect(await plane.apply({ A: thing({ Size: 2 }) })).toMatchObject({ changed: true });
  });

  it('tells of a resource whose properties cannot be had', async () => {
    await deployed({ A: thing(), B: thing({ Size: 1 }) });
    await expect(
      plane.apply({ A: thing(), B: thing({ Size: { 'Fn::GetAtt': 'A.Colour' } }) }),
    ).rejects.toThrow('UPDATE_ROLLBACK_COMPLETE');
    expect(plane.events.find(({ status }) => status === 'UPDATE_FAILED')).toMatchObject({
      logicalId: 'B',
      reason: expect.stringContaining("property 'Size': resource A (Test::Thing) has no attribute 'Colour'"),
    });
  });

  it('refuses further updates after a way back that failed', async () => {
    await deployed({ A: thing({ Size: 1 }) });
    plane.failAt('update A');
    await expect(plane.apply({ A: thing({ Size: 2 }) })).rejects.toThrow('UPDATE_ROLLBACK_FAILED');
    await expect(plane.apply({ A: thing({ Size: 3 }) })).rejects.toThrow(
      'is in UPDATE_ROLLBACK_FAILED state and can not be updated',
    );
  });
});

describe('deleting a stack', () => {
  it('deletes dependents first and keeps what is retained', async () => {
    await deployed({
      A: thing({}, { DeletionPolicy: 'Retain' }),
      B: thing(),
      C: thing({ Size: { Ref: 'B' } }),
    });
    await plane.cloudFormation.startDelete('dev-test').done;
    expect(plane.done).toEqual(['delete C', 'deleted C-3', 'delete B', 'deleted B-2']);
    expect(plane.cloudFormation.book.all()).toEqual([]);
  });

  it('says what is left when a resource does not go', async () => {
    await deployed({ A: thing() });
    plane.failAt('delete A');
    await expect(plane.cloudFormation.startDelete('dev-test').done).rejects.toThrow('DELETE_FAILED');
    plane.heal();
    await plane.cloudFormation.startDelete('dev-test').done;
    expect(plane.done).toEqual(['delete A', 'deleted A-1']);
  });

  it('is refused for a protected stack', async () => {
    await plane.cloudFormation.apply({
      stackName: 'dev-data',
      template: { Resources: { A: thing() } },
      terminationProtection: true,
    });
    expect(() => plane.cloudFormation.startDelete('dev-data')).toThrow(
      'cannot be deleted while TerminationProtection is enabled',
    );
  });
});
