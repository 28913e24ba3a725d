import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTasksCommand, type ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { Refusal } from './command.ts';

export interface Seeding {
  readonly services: readonly string[];
  readonly stage: string;
  readonly stateFolder: string;
  readonly ecs: Pick<ECSClient, 'send'>;
  /** Between two looks at a task. @default - 50 milliseconds */
  readonly pause?: () => Promise<unknown>;
}

/** ECS may not know a task yet that RunTask has just started. */
const freshLooks = 100;

/** Runs the `seed` task of each service, once for the data that is there: a shop to look at. */
export async function seedOnce(seeding: Seeding): Promise<void> {
  const { services, stage, stateFolder } = seeding;
  // Each stage has a database of its own, and a service may come later than the others.
  const folder = join(stateFolder, 'seeds', stage);
  await mkdir(folder, { recursive: true });
  await Promise.all(
    services.map(async (service) => {
      const marker = join(folder, service);
      if (existsSync(marker)) return;
      await seed(service, seeding);
      await writeFile(marker, '');
    }),
  );
}

async function seed(service: string, { ecs, stage, pause = () => sleep(50) }: Seeding): Promise<void> {
  const { tasks = [] } = await ecs.send(
    new RunTaskCommand({
      cluster: stage,
      taskDefinition: `${stage}-${service}-seed`,
      launchType: 'FARGATE',
      startedBy: 'shoal/seed',
      overrides: {
        containerOverrides: [
          // Users whose passwords stand in a README are made nowhere else.
          { name: service, environment: [{ name: 'DEMO_USERS', value: 'true' }] },
        ],
      },
    }),
  );
  const [task] = tasks;
  if (task?.taskArn === undefined) throw new Refusal(`${service}: its seed task could not be started.`);
  for (let looks = 1; ; looks += 1) {
    const described = await ecs.send(new DescribeTasksCommand({ cluster: stage, tasks: [task.taskArn] }));
    const [now] = described.tasks ?? [];
    const exitCode = now?.containers?.[0]?.exitCode;
    if (now?.lastStatus === 'STOPPED' && exitCode === 0) return;
    if (now?.lastStatus === 'STOPPED' || (now === undefined && looks >= freshLooks)) {
      throw new Refusal(
        `${service}: its seed task ended with ${exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`} (${now?.stoppedReason ?? 'no reason given'}); ` +
          `npx shoal logs ${service} shows what it printed.`,
      );
    }
    await pause();
  }
}
