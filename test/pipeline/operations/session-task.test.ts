import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { sessionTasks } from '../../../pipeline/operations/session-task.ts';

/** A task of catalog with a second container, whose agent says nothing about the first. */
function task(id: string, minute: number, { status = 'RUNNING', agent = 'RUNNING', reason = '' } = {}): Task {
  return {
    taskArn: `arn:aws:ecs:eu-central-1:000000000000:task/dev/${id}`,
    createdAt: new Date(Date.UTC(2026, 10, 21, 12, minute)),
    lastStatus: status,
    containers: [
      { name: 'settings', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }] },
      {
        name: 'catalog',
        ...(agent !== 'none' && {
          managedAgents: [
            { name: 'ExecuteCommandAgent', lastStatus: agent, ...(reason !== '' && { reason }) },
          ],
        }),
      },
    ],
  };
}
const idsOf = (...tasks: Task[]) => sessionTasks(tasks, 'catalog').map(({ id }) => id);
const whyNot = (one: Task) => sessionTasks([one], 'catalog')[0]?.closed;

describe('the task of a session', () => {
  it('is the newest of those that run with their agent', () => {
    const starting = task('starting', 9, { status: 'PENDING', agent: 'PENDING' });
    const early = task('early', 8, { agent: 'PENDING' });
    expect(idsOf(task('old', 1), starting, task('new', 5), early)).toEqual([
      'new',
      'old',
      'starting',
      'early',
    ]);
  });

  it('says why it takes none', () => {
    expect(whyNot(task('a', 1))).toBeUndefined();
    expect(whyNot(task('a', 1, { status: 'PROVISIONING' }))).toBe('it is PROVISIONING');
    expect(whyNot(task('a', 1, { agent: 'PENDING' }))).toBe('its agent for sessions is PENDING');
    expect(whyNot(task('a', 1, { agent: 'STOPPED', reason: 'read-only' }))).toBe(
      'its agent for sessions is STOPPED (read-only)',
    );
    expect(whyNot(task('a', 1, { agent: 'none' }))).toBe('it has no agent for sessions');
  });
});
