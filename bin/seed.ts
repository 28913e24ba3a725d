import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import { Refusal } from './command.ts';
import type { RehearsalClient } from './rehearsal-client.ts';

export interface Seeding {
  readonly services: readonly string[];
  readonly client: RehearsalClient;
  readonly stateFolder: string;
}

/** Runs the `seed` task of each service, once for the data that is there: a shop to look at. */
export async function seedOnce({ services, client, stateFolder }: Seeding): Promise<void> {
  const marker = join(stateFolder, 'seeded');
  if (existsSync(marker)) return;
  const ecs = new ECSClient(client.settings);
  await Promise.all(services.map((service) => seed(ecs, client.addresses.stage, service)));
  await writeFile(marker, `${services.join('\n')}\n`);
}

async function seed(ecs: ECSClient, stage: string, service: string): Promise<void> {
  const { tasks = [] } = await ecs.send(
    new RunTaskCommand({
      cluster: stage,
      taskDefinition: `${stage}-${service}`,
      launchType: 'FARGATE',
      startedBy: 'shoal/seed',
      overrides: {
        containerOverrides: [
          // Users whose passwords stand in a README are made nowhere else.
          { name: service, command: ['main.mjs', 'seed'], environment: [{ name: 'DEMO_USERS', value: 'true' }] },
        ],
      },
    }),
  );
  const [task] = tasks;
  if (task?.taskArn === undefined) throw new Refusal(`${service}: its seed task could not be started.`);
  for (;;) {
    const described = await ecs.send(new DescribeTasksCommand({ cluster: stage, tasks: [task.taskArn] }));
    const [now] = described.tasks ?? [];
    const exitCode = now?.containers?.[0]?.exitCode;
    if (now?.lastStatus === 'STOPPED' && exitCode === 0) return;
    if (now === undefined || now.lastStatus === 'STOPPED') {
      throw new Refusal(
        `${service}: its seed task ended with ${exitCode ?? 'no'} exit code (${now?.stoppedReason ?? 'no reason given'}); ` +
          `npx shoal logs ${service} shows what it printed.`,
      );
    }
    await sleep(50);
  }
}
