import { describe, expect, it } from '@jest/globals';
import { createProgress } from '../../../bin/terminal/progress.ts';
import type { StackEvent } from '../../../rehearsal/cloudformation/stack-event.ts';

function progress() {
  const lines: string[] = [];
  return { lines, ...createProgress({ write: (text) => lines.push(text) }) };
}

function event(more: Partial<StackEvent>): StackEvent {
  return {
    eventId: '1',
    stackId: 'id',
    stackName: 'dev-catalog',
    logicalId: 'Service',
    physicalId: 'catalog',
    type: 'AWS::ECS::Service',
    status: 'CREATE_COMPLETE',
    reason: undefined,
    at: new Date(0),
    ...more,
  };
}

describe('createProgress', () => {
  it('puts the seconds before each sentence', () => {
    const { lines, say } = progress();
    say('synthesizing dev');
    expect(lines).toEqual([expect.stringMatching(/^ +\d+\.\d s {2}synthesizing dev\n$/)]);
  });

  it.each([
    ['a failed resource', { status: 'CREATE_FAILED' }, 1],
    ['a stack that rolls back', { status: 'UPDATE_ROLLBACK_IN_PROGRESS' }, 1],
    ['a stack that is done', { type: 'AWS::CloudFormation::Stack' }, 1],
    ['a stack that has only begun', { type: 'AWS::CloudFormation::Stack', status: 'CREATE_IN_PROGRESS' }, 0],
    ['a resource that is done', {}, 0],
  ] as const)('of %s says as many lines: %#', (_what, more, lines) => {
    const shown = progress();
    shown.event(event(more), false);
    expect(shown.lines).toHaveLength(lines);
  });

  it('says every event to whoever asks for all', () => {
    const { lines, event: show } = progress();
    show(event({}), true);
    expect(lines).toEqual([expect.stringContaining('Service')]);
  });
});
