import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { type Command, Refusal } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';
import { clockWords } from '../wake/clock-words.ts';
import { boundAllServices } from '../wake/service-bounds.ts';
import { sleepLater } from '../wake/sleep-later.ts';
import { untilOf } from '../wake/until.ts';
import { wakeGround } from '../wake/wake-ground.ts';

export const command: Command = {
  usage: [
    'npx shoal wake                              the rehearsal that is up, for three hours',
    'npx shoal wake --until 23:00                by the clocks of the stage, whatever its hours of sleep are',
    'npx shoal wake --until 23:00 --stage dev    on AWS, with your credentials',
    '',
    'npx shoal sleep puts it back to sleep earlier.',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: { until: { type: 'string' }, stage: { type: 'string' }, state: stateOption },
    });
    let left = 'Nothing was begun.';
    return operating(
      () => left,
      async () => {
        const { stage, settings, isRehearsal, here } = await operatedStage(values);
        if ('none' in stage.sleep) {
          throw new Refusal(`${stage.name} does not sleep: ${stage.sleep.none}.`);
        }
        const until = untilOf({
          stage: stage.name,
          sleep: stage.sleep,
          typed: values.until,
          now: Date.now(),
        });
        const scaling = new ApplicationAutoScalingClient(settings);
        const words = `${clockWords(until, stage.sleep.timezone)} (${stage.sleep.timezone})`;
        left = `${stage.name} may be half awake, and sleeps again at ${words} at the latest: the same command goes on where this one ended.`;
        const known = await sleepLater({
          stage: stage.name,
          sleep: stage.sleep,
          until,
          scaling,
          scheduler: new SchedulerClient(settings),
        });
        if (known === 0) {
          throw new Refusal(
            `No service of ${stage.name} has hours of sleep here: deploy it first with npx shoal deploy --stage ${stage.name}.`,
          );
        }
        say(`${stage.name} sleeps again at ${words}, whatever happens from here on.`);
        await wakeGround({
          stage: stage.name,
          rds: new RDSClient(settings),
          // The rehearsal's network needs no way out.
          ec2: stage.nat === 'instance' && !isRehearsal ? new EC2Client(settings) : undefined,
          say,
          now: Date.now,
          pause: () => sleep(isRehearsal ? 200 : 15_000),
        });
        const woken = await boundAllServices(scaling, stage.name, stage.tasks);
        say(
          `${woken.length} services have ${stage.tasks.min} to ${stage.tasks.max} tasks again, which start now: npx shoal status${here} shows them.`,
        );
        process.stdout.write(
          `${stage.name} is awake until ${words}. ${awakeWords(stage.name, stage.sleep)}.\n`,
        );
        return 0;
      },
    );
  },
};
