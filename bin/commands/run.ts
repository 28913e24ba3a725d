import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { serviceOf } from '../../pipeline/operations/doctor/gather-ecs.ts';
import { runOneOff } from '../../pipeline/operations/one-off.ts';
import { services } from '../../platform/services.ts';
import { type Command, Refusal } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

export const command: Command = {
  usage: [
    'npx shoal run catalog seed                  in the rehearsal that is up',
    'npx shoal run catalog seed --stage dev      on AWS, with your credentials',
    '',
    'Runs a task that the service names in its definition, in its own task definition, and prints what it writes.',
    'It exits as the task does.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 2,
      options: { stage: { type: 'string' }, state: stateOption },
    });
    const [typed, typedTask] = positionals;
    if (typed === undefined) throw new Refusal('Name a service and its task: npx shoal run catalog seed.');
    const service = knownService(typed);
    const task = knownTask(service, typedTask);
    let taskId: string | undefined;
    let here = values.stage === undefined ? '' : ` --stage ${values.stage}`;
    let stageName = values.stage ?? '';
    return operating(
      () =>
        taskId === undefined
          ? 'Nothing was begun.'
          : `Task ${taskId} goes on without this command: npx shoal logs ${service}${here} shows what it writes, and aws ecs stop-task --cluster ${stageName} --task ${taskId} ends it.`,
      async () => {
        const { stage, settings, isRehearsal, operator, here: place } = await operatedStage(values);
        here = place;
        stageName = stage.name;
        const ecs = new ECSClient(settings);
        const running = await serviceOf(ecs, stage.name, service);
        if (running === undefined) {
          throw new Refusal(`${stage.name} has no ${service}: deploy it first. Nothing was begun.`);
        }
        const outcome = await runOneOff(
          {
            ecs,
            logs: new CloudWatchLogsClient(settings),
            line: (line) => void process.stdout.write(`${line}\n`),
            pace: {
              now: Date.now,
              say,
              pause: () => sleep(isRehearsal ? 100 : 3000),
            },
          },
          {
            stage: stage.name,
            service,
            task,
            operator,
            running,
            began: (id) => {
              taskId = id;
            },
          },
        );
        if (outcome.end === 'unknown') {
          process.stderr.write(
            `ECS has told nothing of task ${taskId} for a minute: whether ${task} of ${service} ran is not known. Before you run it again: npx shoal logs ${service}${here} shows what it wrote.\n`,
          );
          return 1;
        }
        if (outcome.end === 'never ran') {
          process.stderr.write(
            `${task} of ${service} never ran (${outcome.reason}). Next: npx shoal doctor ${service}${here}\n`,
          );
          return 1;
        }
        const { exitCode, reason } = outcome;
        if (exitCode !== 0)
          process.stderr.write(`${task} of ${service} exited with ${exitCode} (${reason}).\n`);
        return exitCode;
      },
    );
  },
};

/** `migrate` is not among them: deployments run it, in their order. */
function knownTask(service: string, typed: string | undefined): string {
  const tasks = services.find(({ name }) => name === service)?.tasks ?? [];
  if (tasks.length === 0)
    throw new Refusal(
      `${service} has no tasks: its definition would name them, in services/${service}/service.ts.`,
    );
  if (typed === undefined) throw new Refusal(`Name the task of ${service}: ${tasks.join(', ')}.`);
  if (!tasks.includes(typed)) throw unknownName(typed, `a task of ${service}`, tasks);
  return typed;
}
