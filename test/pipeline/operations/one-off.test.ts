import { beforeEach, describe, expect, it } from '@jest/globals';
import { awsError } from '../release/strict-client.ts';
import { OneOffScene } from './one-off-scene.ts';

let scene: OneOffScene;
beforeEach(() => {
  scene = new OneOffScene();
});

describe('a task that is run once', () => {
  it('ends as its container does', async () => {
    scene.looks = ['PENDING', 'RUNNING', 'STOPPED'];
    expect(await scene.run()).toEqual({ end: 'exited', exitCode: 4, reason: 'Essential container exited' });
    expect(scene.said).toEqual(['Task 1f2e began.', '  PENDING', '  RUNNING', '  STOPPED']);
  });

  it('that never began to run says so', async () => {
    scene.looks = ['STOPPED'];
    scene.exitCode = undefined;
    expect(await scene.run()).toEqual({ end: 'never ran', reason: 'Essential container exited' });
  });

  it.each([
    ['jan', 'shoal-run/jan'],
    ['jan.doe+ops@shop.example', 'shoal-run/jan-doe-ops-shop-example'],
    ['x'.repeat(200), `shoal-run/${'x'.repeat(118)}`],
  ])('is started by %s in the letters that ECS takes', async (operator, startedBy) => {
    scene.looks = ['STOPPED'];
    await scene.run(operator);
    expect(scene.ecs.inputsOf('RunTask')).toMatchObject([{ startedBy }]);
  });

  it('runs although ECS does not know it at first', async () => {
    scene.looks = ['MISSING', 'MISSING', 'RUNNING', 'MISSING', 'STOPPED'];
    expect(await scene.run()).toMatchObject({ end: 'exited', exitCode: 4 });
    expect(scene.said).toEqual(['Task 1f2e began.', '  RUNNING', '  STOPPED']);
    expect(scene.ecs.inputsOf('RunTask')).toHaveLength(1);
  });

  it('of which ECS tells nothing for a minute is unknown, not over', async () => {
    scene.looks = [];
    const began = scene.now;
    expect(await scene.run()).toEqual({ end: 'unknown' });
    expect(scene.now - began).toBe(60_000);
  });

  it('is waited for while AWS asks for fewer calls', async () => {
    scene.looks = ['RUNNING', 'STOPPED'];
    scene.ecs.failNext('DescribeTasks', awsError('ThrottlingException'));
    scene.logs.failNext('GetLogEvents', awsError('ThrottlingException'));
    expect(await scene.run()).toMatchObject({ end: 'exited' });
  });
});
