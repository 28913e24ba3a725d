import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTasksCommand, type ECSClient, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seedOnce } from '../../bin/seed.ts';

let stateFolder: string;
beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'shoal-seed-'));
});
afterEach(() => rmSync(stateFolder, { recursive: true, force: true }));

/** ECS does not know the task, or not yet. */
const unknown: Task = {};

/** A cluster that shows each look at a task the next of these states. */
function cluster(...states: readonly Task[]) {
  const started: (string | undefined)[] = [];
  let look = 0;
  const send = async (command: unknown) => {
    if (command instanceof RunTaskCommand) {
      started.push(command.input.taskDefinition);
      return { tasks: [{ taskArn: 'arn:task' }] };
    }
    expect(command).toBeInstanceOf(DescribeTasksCommand);
    const state = states[look++];
    return { tasks: state === undefined || state === unknown ? [] : [state] };
  };
  return { started, ecs: { send } as Pick<ECSClient, 'send'> };
}

const seed = ({ ecs }: ReturnType<typeof cluster>, stage = 'dev', services = ['catalog']) =>
  seedOnce({ services, stage, stateFolder, ecs, pause: async () => undefined });
const ended = (exitCode: number, stoppedReason = 'EssentialContainerExited'): Task => ({
  lastStatus: 'STOPPED',
  stoppedReason,
  containers: [{ exitCode }],
});

describe('seedOnce', () => {
  it("runs a service's seed task and waits for its end", async () => {
    const dev = cluster({ lastStatus: 'PENDING' }, { lastStatus: 'RUNNING' }, ended(0));
    await seed(dev);
    expect(dev.started).toEqual(['dev-catalog-seed']);
  });

  it('seeds the data that is there only once', async () => {
    const dev = cluster(ended(0));
    await seed(dev);
    await seed(dev);
    expect(dev.started).toHaveLength(1);
  });

  it('seeds another stage, and a service that came later', async () => {
    await seed(cluster(ended(0)));
    const prod = cluster(ended(0));
    await seed(prod, 'prod');
    expect(prod.started).toEqual(['prod-catalog-seed']);
    const dev = cluster(ended(0));
    await seed(dev, 'dev', ['catalog', 'users']);
    expect(dev.started).toEqual(['dev-users-seed']);
  });

  it('says how the task ended that failed, and tries again at the next start', async () => {
    await expect(seed(cluster(ended(1)))).rejects.toThrow(
      'catalog: its seed task ended with exit code 1 (EssentialContainerExited); npx shoal logs catalog shows what it printed.',
    );
    const again = cluster(ended(0));
    await seed(again);
    expect(again.started).toHaveLength(1);
  });

  it('waits for a task that ECS does not know yet', async () => {
    const dev = cluster(unknown, unknown, { lastStatus: 'RUNNING' }, ended(0));
    await seed(dev);
    expect(dev.started).toHaveLength(1);
  });

  it('takes a task that stays unknown for one that failed', async () => {
    await expect(seed(cluster())).rejects.toThrow('catalog: its seed task ended with no exit code');
  });
});
