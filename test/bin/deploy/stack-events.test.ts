import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from '@jest/globals';
import { followStack } from '../../../bin/deploy/stack-events.ts';

const since = new Date(Date.UTC(2026, 0, 1, 12));
let count = 0;

function event(ResourceStatus: string, more: Partial<StackEvent> = {}): StackEvent {
  count += 1;
  return {
    StackId: 'id',
    StackName: 'dev-catalog',
    EventId: `event-${count}`,
    LogicalResourceId: 'dev-catalog',
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: ResourceStatus as NonNullable<StackEvent['ResourceStatus']>,
    Timestamp: since,
    ...more,
  };
}

const release = { LogicalResourceId: 'Release', ResourceType: 'Custom::Release' };

/** Follows a stack whose history has grown by one of these batches at each look. */
async function follow(...batches: readonly (readonly StackEvent[])[]) {
  const lines: string[] = [];
  let looks = 0;
  const send = async (command: unknown) => {
    expect(command).toBeInstanceOf(DescribeStackEventsCommand);
    looks += 1;
    return { StackEvents: batches.slice(0, looks).flat().reverse() };
  };
  const outcome = await followStack({
    cloudformation: { send } as Pick<CloudFormationClient, 'send'>,
    stackName: 'dev-catalog',
    since,
    say: (line) => lines.push(line),
    pause: async () => undefined,
  });
  return { outcome, lines, looks };
}

describe('followStack', () => {
  it('says each event once, the oldest first, until the stack is done', async () => {
    const { outcome, lines, looks } = await follow(
      [event('UPDATE_IN_PROGRESS')],
      [event('UPDATE_IN_PROGRESS', release), event('UPDATE_COMPLETE', release)],
      [event('UPDATE_COMPLETE')],
    );
    expect(outcome).toEqual({ status: 'UPDATE_COMPLETE', succeeded: true });
    expect(lines.map((line) => line.split(/ {2,}/).slice(1).join(' '))).toEqual([
      'UPDATE_IN_PROGRESS AWS::CloudFormation::Stack dev-catalog',
      'UPDATE_IN_PROGRESS Custom::Release Release',
      'UPDATE_COMPLETE Custom::Release Release',
      'UPDATE_COMPLETE AWS::CloudFormation::Stack dev-catalog',
    ]);
    expect(looks).toBe(3);
  });

  it('leaves out what an earlier operation did', async () => {
    const earlier = event('UPDATE_COMPLETE', { Timestamp: new Date(since.getTime() - 1) });
    const { lines } = await follow([earlier], [event('UPDATE_COMPLETE')]);
    expect(lines).toHaveLength(1);
  });

  it('does not take the cleaning up after an update for its end', async () => {
    const { looks } = await follow(
      [event('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')],
      [event('UPDATE_COMPLETE')],
    );
    expect(looks).toBe(2);
  });

  it('gives what failed first as the cause of a roll back', async () => {
    const { outcome } = await follow([
      event('UPDATE_FAILED', { ...release, ResourceStatusReason: 'its tasks do not start' }),
      event('UPDATE_FAILED', { ...release, ResourceStatusReason: 'cancelled' }),
      event('UPDATE_ROLLBACK_COMPLETE'),
    ]);
    expect(outcome).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      succeeded: false,
      cause: 'Release: its tasks do not start',
    });
  });

  it('says of a failure without a reason that none was given', async () => {
    const { outcome } = await follow([event('UPDATE_FAILED', release), event('UPDATE_ROLLBACK_COMPLETE')]);
    expect(outcome.cause).toBe('Release: no reason was given');
  });
});
