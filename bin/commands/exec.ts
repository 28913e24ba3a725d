import { spawn, spawnSync } from 'node:child_process';
import { ECSClient } from '@aws-sdk/client-ecs';
import { serviceOf, tasksOf } from '../../pipeline/operations/doctor/gather-ecs.ts';
import { execArgs, pasted, prompt } from '../../pipeline/operations/exec-plan.ts';
import { type Command, Refusal } from '../command.ts';
import { type SessionWish, taskForSession } from '../exec/task-for-session.ts';
import { type OperatedStage, operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    "npx shoal exec catalog --stage dev                       Node's prompt in the newest task that takes one",
    'npx shoal exec catalog --stage dev --task 1f2e3d4c        in one of them',
    "npx shoal exec catalog --stage dev --command '/nodejs/bin/node -p process.memoryUsage()'",
    'npx shoal exec catalog --stage dev --print               only prints what it would start',
    '',
    'It needs the AWS CLI and its session-manager-plugin. All that is typed and shown is kept in the log',
    '/shoal/<stage>/platform/exec. The images have no shell: Node is what there is.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        stage: { type: 'string' },
        task: { type: 'string' },
        command: { type: 'string', default: prompt },
        print: { type: 'boolean', default: false },
        state: stateOption,
      },
    });
    const [typed] = positionals;
    if (typed === undefined)
      throw new Refusal('Name the service to look into: npx shoal exec catalog --stage dev.');
    const service = knownService(typed);
    return operating(
      () => 'No session was opened.',
      async () => {
        const place = await operatedStage(values);
        const { stage, settings, isRehearsal } = place;
        const taskId = await taskOf(new ECSClient(settings), place, { service, typed: values.task });
        if (isRehearsal) {
          throw new Refusal(
            `In a rehearsal, tasks are processes of this machine and hold no agent to open a session with: npx shoal logs ${service} shows what task ${taskId} writes, and its files are those of .shoal/images/${service}. With --stage dev it opens one on AWS.`,
          );
        }
        const words = execArgs({
          cluster: stage.name,
          taskId,
          container: service,
          command: values.command,
          region: stage.region,
        });
        if (values.print) {
          process.stdout.write(`${pasted(['aws', ...words])}\n`);
          return 0;
        }
        refuseWithout('aws', 'the AWS CLI, version 2');
        refuseWithout('session-manager-plugin', 'the session-manager-plugin of the AWS CLI');
        return new Promise<number>((resolve, reject) => {
          // Ctrl-C is the session's: it goes to what runs in the task.
          process.removeAllListeners('SIGINT');
          process.on('SIGINT', () => undefined);
          const session = spawn('aws', [...words], { stdio: 'inherit' });
          session.on('error', reject);
          session.on('close', (code) => resolve(code ?? 1));
        });
      },
    );
  },
};

async function taskOf(
  ecs: ECSClient,
  { stage, here }: Pick<OperatedStage, 'stage' | 'here'>,
  wish: Pick<SessionWish, 'service' | 'typed'>,
): Promise<string> {
  const cluster = stage.name;
  const { service } = wish;
  const running = await serviceOf(ecs, cluster, service);
  if (running === undefined) throw new Refusal(`${cluster} has no ${service}: deploy it first.`);
  if (running.enableExecuteCommand === false) {
    throw new Refusal(
      `${service} takes no sessions in ${cluster}: faults are injected into it there, and ECS allows one or the other. Another stage, or npx shoal logs ${service}${here}.`,
    );
  }
  const tasks = await tasksOf(ecs, { cluster, serviceName: service, desiredStatus: 'RUNNING' });
  return taskForSession(tasks, { ...wish, stage: cluster, here });
}

function refuseWithout(program: string, what: string): void {
  if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined) return;
  throw new Refusal(
    `This needs ${what}, and '${program}' is not installed here. No session was opened; --print shows the command for another machine.`,
  );
}
