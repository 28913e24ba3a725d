import { describe, expect, it } from '@jest/globals';
import { MigrationScene, migrateRevision } from './migration-scene.ts';
import { awsError } from './strict-client.ts';

const waiting = { IsComplete: false };

describe('Custom::Migration', () => {
  it('runs the task in the given place and is complete when it exits with 0', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    expect(event.PhysicalResourceId).toBe('dev/dev-catalog-migrate');
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.ecs.inputsOf('RunTask')).toEqual([
      {
        cluster: 'dev',
        taskDefinition: migrateRevision(1),
        launchType: 'FARGATE',
        count: 1,
        clientToken: 'request-1',
        startedBy: 'request-1',
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-1'],
            securityGroups: ['sg-1'],
            assignPublicIp: 'DISABLED',
          },
        },
      },
    ]);
    scene.change({ lastStatus: 'RUNNING' });
    expect(await scene.ask(event)).toEqual(waiting);
    scene.end(0);
    expect(await scene.ask(event)).toEqual({ IsComplete: true });
    expect(scene.tasks).toHaveLength(1);
  });

  it('runs again for a new revision, though an earlier migration is still remembered', async () => {
    const scene = new MigrationScene();
    scene.run('request-0', migrateRevision(1));
    scene.end(0);
    await scene.ask(await scene.accepted(scene.event(2, 1)));
    expect(scene.tasks).toHaveLength(2);
  });

  it('fails with the exit code, the reason, and where its last lines are', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(3, 2));
    await scene.ask(event);
    scene.end(1, {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': migration dev-catalog-migrate:3 exited with 1 (EssentialContainerExited: Essential container in task exited). " +
        'Its last lines are in log group /shoal/dev/catalog, stream of task 1. Next: npx shoal logs catalog',
    );
  });

  it('tells why a task never began', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    await scene.ask(event);
    scene.end(undefined, {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotPullContainerError: not found',
    });
    await expect(scene.ask(event)).rejects.toThrow(
      'ended without starting (TaskFailedToStart: CannotPullContainerError: not found)',
    );
  });

  it('stops a task that takes longer than 30 minutes, once, and fails with that reason', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    await scene.ask(event);
    scene.pass(29);
    await scene.ask(event);
    expect(scene.ecs.inputsOf('StopTask')).toHaveLength(0);
    scene.pass(1);
    expect(await scene.ask(event)).toEqual(waiting);
    expect(await scene.ask(event)).toEqual(waiting);
    expect(scene.ecs.inputsOf('StopTask')).toHaveLength(1);
    scene.end(143);
    await expect(scene.ask(event)).rejects.toThrow(
      'exited with 143 (UserInitiated: Custom::Migration gave it 30 minutes)',
    );
  });

  it('refuses while another migration of the service runs, naming it', async () => {
    const scene = new MigrationScene();
    scene.run('request-0', migrateRevision(1));
    const event = await scene.accepted(scene.event(2, 1));
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': migration dev-catalog-migrate:2 is not started, dev-catalog-migrate:1 migrates since 2026-11-20T12:00:00.000Z in task arn:aws:ecs:eu-central-1:000000000000:task/dev/1",
    );
    expect(scene.ecs.inputsOf('RunTask')).toHaveLength(0);
  });

  it('runs nothing when the stack rolls back, since migrations are never undone', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(2, 3));
    expect(await scene.ask(event)).toEqual({ IsComplete: true });
    expect(scene.ecs.calls).toEqual([]);
  });

  it('does nothing when it is deleted', async () => {
    const scene = new MigrationScene();
    const event = { ...scene.event(2, 1), RequestType: 'Delete' as const };
    expect(await scene.migration.onEvent(event)).toEqual({ PhysicalResourceId: 'dev/dev-catalog-migrate' });
    expect(await scene.ask(event)).toEqual({ IsComplete: true });
    expect(scene.ecs.calls).toEqual([]);
  });
});

describe('Custom::Migration, asked again', () => {
  it('keeps one task when the first is not listed yet', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    await scene.ask(event);
    scene.listsBehind = 2;
    await scene.ask(event);
    expect(scene.tasks).toHaveLength(1);
  });

  it.each(['ListTasks', 'DescribeTasks', 'RunTask'])('goes on when %s is throttled', async (command) => {
    const scene = new MigrationScene();
    scene.run('request-0', migrateRevision(1));
    scene.end(0);
    const event = await scene.accepted(scene.event(2, 1));
    scene.ecs.failNext(command, awsError('ThrottlingException'));
    expect(await scene.ask(event)).toEqual(waiting);
    await scene.ask(event);
    expect(scene.tasks).toHaveLength(2);
  });

  it('tries for 8 minutes to find a place for the task', async () => {
    const scene = new MigrationScene();
    scene.noPlace = 'Capacity is unavailable at this time';
    const event = await scene.accepted(scene.event(1));
    expect(await scene.ask(event)).toEqual(waiting);
    scene.pass(8);
    await expect(scene.ask(event)).rejects.toThrow(
      'ECS placed no task for migration dev-catalog-migrate:1 within 8 minutes (Capacity is unavailable at this time)',
    );
  });

  it.each([
    ['having no place comes as an error', 'Capacity is unavailable at this time.'],
    [
      'a new role is not known everywhere yet',
      "ECS was unable to assume the role 'arn:aws:iam::1:role/dev-catalog'",
    ],
  ])('tries again where %s', async (_, message) => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    scene.ecs.failNext('RunTask', awsError('ClientException', message));
    expect(await scene.ask(event)).toEqual(waiting);
    await scene.ask(event);
    expect(scene.tasks).toHaveLength(1);
  });

  it('fails on what does not pass by waiting', async () => {
    const scene = new MigrationScene();
    const event = await scene.accepted(scene.event(1));
    scene.ecs.failNext('RunTask', awsError('InvalidParameterException', 'no such subnet'));
    await expect(scene.ask(event)).rejects.toThrow(
      "service 'catalog': AWS refused with InvalidParameterException: no such subnet",
    );
  });
});
