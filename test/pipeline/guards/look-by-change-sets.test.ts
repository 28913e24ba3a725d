import { ChangeSetNotFoundException } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { lookByChangeSets } from '../../../pipeline/guards/look-by-change-sets.ts';
import type { Template } from '../../../pipeline/guards/resource-change.ts';

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: { readonly StackName: string };
}

const bucket: Template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' } } };
const next = {
  templates: new Map([
    ['dev-data', bucket],
    ['dev-far-copies', bucket],
    ['dev-new', bucket],
  ]),
  pathOf: new Map([
    ['dev-data', 'dev/data'],
    ['dev-far-copies', 'dev/far-copies'],
    ['dev-new', 'dev/new'],
  ]),
};
const deployed = new Map([...next.templates].filter(([stack]) => stack !== 'dev-new'));

/** A CloudFormation with a change set in `dev-data` alone. */
function looking({ prepare = async () => undefined, refusesToDelete = false } = {}) {
  const sent: string[] = [];
  const prepared: (readonly string[])[] = [];
  const said: string[] = [];
  const send = async ({ constructor: { name }, input: { StackName: stack } }: Sent) => {
    sent.push(`${name} ${stack}`);
    if (name === 'DeleteChangeSetCommand') {
      if (refusesToDelete) throw new Error('not now');
      return {};
    }
    if (stack !== 'dev-data') throw new ChangeSetNotFoundException({ message: 'none', $metadata: {} });
    const removed = { Action: 'Remove', LogicalResourceId: 'Bucket', ResourceType: 'AWS::S3::Bucket' };
    return { Status: 'CREATE_COMPLETE', Changes: [{ ResourceChange: removed }] };
  };
  const look = lookByChangeSets({
    cloudformation: { send: send as never },
    deployed,
    next,
    name: 'shoal-guard-1',
    prepare: (paths) => {
      prepared.push(paths);
      return prepare();
    },
    pause: async () => undefined,
    say: (sentence) => said.push(sentence),
  });
  return { look, sent, prepared, said };
}

const deletes = ['DeleteChangeSetCommand dev-data', 'DeleteChangeSetCommand dev-far-copies'];

describe('change sets of a stage', () => {
  it('are made in the stacks that are there, read, and deleted without being executed', async () => {
    const { look, sent, prepared } = looking();
    expect((await look).changes).toMatchObject([{ stack: 'dev-data', id: 'Bucket', kind: 'removed' }]);
    expect(prepared).toEqual([['dev/data', 'dev/far-copies']]);
    expect(sent).toEqual([
      'DescribeChangeSetCommand dev-data',
      'DescribeChangeSetCommand dev-far-copies',
      ...deletes,
    ]);
  });

  it('are deleted where some could not be made', async () => {
    const { look, sent } = looking({ prepare: () => Promise.reject(new Error('no credentials')) });
    await expect(look).rejects.toThrow('no credentials');
    expect(sent).toEqual(deletes);
  });

  it('are told of, with what deletes them, where they stay behind', async () => {
    const { look, said } = looking({ refusesToDelete: true });
    await look;
    expect(said).toEqual([
      expect.stringContaining('delete-change-set --stack-name dev-data --change-set-name shoal-guard-1'),
      expect.stringContaining('--stack-name dev-far-copies'),
    ]);
  });
});
