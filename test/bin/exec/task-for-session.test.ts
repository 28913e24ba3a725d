import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from '@jest/globals';
import { taskForSession } from '../../../bin/exec/task-for-session.ts';

const task = (id: string, agent: string): Task => ({
  taskArn: `arn:aws:ecs:eu-central-1:000000000000:task/dev/${id}`,
  lastStatus: 'RUNNING',
  containers: [{ name: 'catalog', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: agent }] }],
});
const there = [task('1f2e', 'PENDING'), task('7a8b', 'RUNNING')];
const wish = { service: 'catalog', stage: 'dev', here: ' --stage dev' };

describe('npx shoal exec', () => {
  it('goes into a task that takes a session', () => {
    expect(taskForSession(there, wish)).toBe('7a8b');
    expect(taskForSession(there, { ...wish, typed: '7a' })).toBe('7a8b');
  });

  it('says of a task that somebody typed why it takes none', () => {
    expect(() => taskForSession(there, { ...wish, typed: '1f' })).toThrow(
      "No task that begins with '1f' of catalog in dev takes a session now (1f2e: its agent for sessions is PENDING). One that starts does within a minute: leave --task out, or try again then. Where none ever does, npx shoal restart catalog --stage dev starts new ones.",
    );
  });

  it('says of all tasks why none takes a session', () => {
    expect(() => taskForSession([task('1f2e', 'STOPPED')], wish)).toThrow(
      'No task of catalog in dev takes a session now (1f2e: its agent for sessions is STOPPED). One that starts',
    );
  });

  it('names the tasks there are, or who knows why there are none', () => {
    expect(() => taskForSession(there, { ...wish, typed: '99' })).toThrow('Running: 7a8b, 1f2e.');
    expect(() => taskForSession([], { ...wish, here: '' })).toThrow(
      'catalog runs no task in dev: npx shoal doctor catalog says why.',
    );
  });
});
