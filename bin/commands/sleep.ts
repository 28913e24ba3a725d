import { setTimeout } from 'node:timers/promises';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { RDSClient } from '@aws-sdk/client-rds';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { type Command, Refusal } from '../command.ts';
import { refuseWhileDeployed } from '../release/under-way.ts';
import { restGround } from '../sleep/rest-ground.ts';
import { restServices } from '../sleep/rest-services.ts';
import { skipNextSleep } from '../sleep/skip-next-sleep.ts';
import { wakesAtOf } from '../sleep/wakes-at.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';
import { clockWords } from '../wake/clock-words.ts';

export const command: Command = {
  usage: [
    'npx shoal sleep                  the rehearsal that is up: services first, what they stand on after them',
    'npx shoal sleep --stage dev      on AWS, with your credentials',
    '',
    'The stage wakes by itself at its next hour (a rehearsal does with npm start -- --calendar), and npx shoal wake',
    'wakes it earlier. Only a stage that has hours of sleep can be put to sleep: nothing would wake another.',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, { options: { stage: { type: 'string' }, state: stateOption } });
    let left = 'Nothing was begun.';
    return operating(
      () => left,
      async () => {
        const { stage, settings, isRehearsal, here } = await operatedStage(values);
        const { name, sleep } = stage;
        if ('none' in sleep) throw new Refusal(`${name} does not sleep: ${sleep.none}. Nothing was begun.`);
        const now = Date.now();
        const wakesAt = wakesAtOf(name, sleep, now);
        await refuseWhileDeployed(new CloudFormationClient(settings), {
          stage: name,
          what: 'let it sleep',
          now,
        });
        const pace = {
          now: Date.now,
          say,
          pause: () => setTimeout(isRehearsal ? 200 : 10_000),
        };
        const words = `${clockWords(wakesAt, sleep.timezone)} (${sleep.timezone})`;
        left = `${name} may be half asleep: the same command goes on where this one ended, npx shoal wake${here} wakes it, and it wakes by itself at ${words}.`;
        const services = await restServices({
          stage: name,
          scaling: new ApplicationAutoScalingClient(settings),
          ecs: new ECSClient(settings),
          pace,
        });
        if (services === 0) {
          throw new Refusal(`No service of ${name} can rest here: deploy it first. Nothing was changed.`);
        }
        pace.say(`${services} services rest.`);
        const scheduler = new SchedulerClient(settings);
        await skipNextSleep({ stage: name, wakesAt, scheduler });
        await restGround({
          stage: name,
          rds: new RDSClient(settings),
          ec2: stage.nat === 'instance' && !isRehearsal ? new EC2Client(settings) : undefined,
          pace,
        });
        process.stdout.write(`${name} sleeps until ${words}. Earlier: npx shoal wake${here}\n`);
        return 0;
      },
    );
  },
};
