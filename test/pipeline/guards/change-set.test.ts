import {
  type Change,
  ChangeSetNotFoundException,
  type DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { deleteChangeSet, readChangeSet } from '../../../pipeline/guards/change-set.ts';

type Page = Omit<DescribeChangeSetCommandOutput, '$metadata'>;

const change = (LogicalResourceId: string): Change => ({
  Type: 'Resource',
  ResourceChange: { LogicalResourceId },
});

/** A CloudFormation that gives these answers, one after the other, and remembers what it was asked. */
function answering(...answers: readonly (Page | Error)[]) {
  const asked: object[] = [];
  const left = [...answers];
  const send = async (command: DescribeChangeSetCommand): Promise<Page> => {
    asked.push({ command: command.constructor.name, ...command.input });
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
  const set = { cloudformation: { send: send as never }, stack: 'dev-catalog', name: 'guard' };
  return { set, asked };
}

const pause = async () => undefined;

describe('a change set', () => {
  it('is read with values, to its last page, once it is made', async () => {
    const { set, asked } = answering(
      { Status: 'CREATE_IN_PROGRESS' },
      { Status: 'CREATE_COMPLETE', Changes: [change('a')], NextToken: 'two' },
      { Status: 'CREATE_COMPLETE', Changes: [change('b')], NextToken: 'three' },
      { Status: 'CREATE_COMPLETE', Changes: [change('c')] },
    );
    expect(await readChangeSet(set, { pause })).toEqual(['a', 'b', 'c'].map(change));
    const common = { command: 'DescribeChangeSetCommand', StackName: 'dev-catalog', ChangeSetName: 'guard' };
    expect(asked).toEqual([
      { ...common, IncludePropertyValues: true },
      { ...common, IncludePropertyValues: true },
      { ...common, IncludePropertyValues: true, NextToken: 'two' },
      { ...common, IncludePropertyValues: true, NextToken: 'three' },
    ]);
  });

  it.each([
    { Status: 'FAILED' as const, StatusReason: "The submitted information didn't contain changes." },
    { Status: 'FAILED' as const, StatusReason: 'No updates are to be performed.' },
    new ChangeSetNotFoundException({ message: 'ChangeSet [guard] does not exist', $metadata: {} }),
  ])('has no changes where there are none', async (answer) => {
    expect(await readChangeSet(answering(answer).set, { pause })).toEqual([]);
  });

  it('that cannot be made is no licence to deploy', async () => {
    const { set } = answering({ Status: 'FAILED', StatusReason: 'Output X of stack Y not found' });
    await expect(readChangeSet(set, { pause })).rejects.toThrow(
      "change set 'guard' of stack 'dev-catalog' is FAILED, so nobody knows what a deployment would change: Output X",
    );
    const slow = answering(...Array.from({ length: 3 }, (): Page => ({ Status: 'CREATE_PENDING' })));
    await expect(readChangeSet(slow.set, { pause, looks: 3 })).rejects.toThrow('was not made after 3 looks');
  });

  it('is deleted by its stack and its name', async () => {
    const { set, asked } = answering({});
    await deleteChangeSet(set);
    expect(asked).toEqual([
      { command: 'DeleteChangeSetCommand', StackName: 'dev-catalog', ChangeSetName: 'guard' },
    ]);
  });
});
