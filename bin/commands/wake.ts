import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { awakeWords } from '../../platform/stage/sleep.ts';
import { type Command, Refusal } from '../command.ts';
import { knownStage } from '../known-stage.ts';
import { rehearsalClient } from '../rehearsal-client.ts';
import { stateOption } from '../state-folder.ts';
import { readTyped } from '../typed.ts';
import { clockWords } from '../wake/clock-words.ts';
import { sleepLater } from '../wake/sleep-later.ts';
import { untilOf } from '../wake/until.ts';
import { wakeGround } from '../wake/wake-ground.ts';
import { wakeServices } from '../wake/wake-services.ts';

export const command: Command = {
  usage: [
    'npx shoal wake                              the rehearsal that is up, for three hours',
    'npx shoal wake --until 23:00                by the clocks of the stage, whatever its hours of sleep are',
    'npx shoal wake --until 23:00 --stage dev    on AWS, with your credentials',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: { until: { type: 'string' }, stage: { type: 'string' }, state: stateOption },
    });
    const { stage, settings, isRehearsal } = await whereItSleeps(values);
    if ('none' in stage.sleep) {
      throw new Refusal(`${stage.name} does not sleep: ${stage.sleep.none}.`);
    }
    const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    const until = untilOf({ stage: stage.name, sleep: stage.sleep, typed: values.until, now: Date.now() });
    const scaling = new ApplicationAutoScalingClient(settings);
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
    const words = `${clockWords(until, stage.sleep.timezone)} (${stage.sleep.timezone})`;
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
    const woken = await wakeServices(scaling, stage);
    say(
      `${woken.length} services have ${stage.tasks.min} to ${stage.tasks.max} tasks again, which start now: npx shoal status shows them.`,
    );
    process.stdout.write(`${stage.name} is awake until ${words}. ${awakeWords(stage.name, stage.sleep)}.\n`);
    return 0;
  },
};

async function whereItSleeps(asked: { readonly stage?: string | undefined; readonly state: string }) {
  if (asked.stage === undefined) {
    const { addresses, settings } = await rehearsalClient(asked.state);
    return { stage: knownStage(addresses.stage), settings, isRehearsal: true };
  }
  const stage = knownStage(asked.stage);
  return { stage, settings: { region: stage.region }, isRehearsal: false };
}
