import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { queueNames } from '../../lib/events/event-names.ts';
import { redrive } from '../../pipeline/operations/redrive.ts';
import { services } from '../../platform/services.ts';
import { type Command, Refusal } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

export const command: Command = {
  usage: [
    'npx shoal redrive recommendations                  in the rehearsal that is up',
    'npx shoal redrive dev-recommendations-dead         the same, by the name of the queue as alarms have it',
    'npx shoal redrive recommendations --stage prod     on AWS, with your credentials',
    '',
    'Moves the events that a service could not handle from its dead letters back into its queue.',
    'Mend what could not handle them first: otherwise they come back.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: { stage: { type: 'string' }, state: stateOption },
    });
    const [typed] = positionals;
    if (typed === undefined) {
      throw new Refusal(
        'Name the service whose dead letters shall be handled again: npx shoal redrive recommendations.',
      );
    }
    let begun = false;
    return operating(
      () =>
        begun
          ? 'Messages may still move: what is not in the queue is in the dead letters, and the same command goes on.'
          : 'Nothing was moved.',
      async () => {
        const place = await operatedStage(values);
        const stage = place.stage.name;
        const service = subscriberOf(typed, stage);
        const { queue, dead } = queueNames(stage, service);
        const redriven = await redrive(
          {
            sqs: new SQSClient(place.settings),
            pace: {
              now: Date.now,
              say,
              pause: () => sleep(place.isRehearsal ? 250 : 2000),
            },
          },
          {
            queue,
            dead,
            began: () => {
              begun = true;
            },
          },
        );
        if (redriven === undefined) {
          throw new Refusal(
            `${stage} has no queue ${queue} with dead letters ${dead}: deploy it first. Nothing was moved.`,
          );
        }
        process.stdout.write(
          redriven.moved === 0 && redriven.left === 0
            ? `There is nothing in ${dead}.\n`
            : `${redriven.moved} messages went from ${dead} back to ${queue}, ${redriven.left} are left.\n`,
        );
        return 0;
      },
    );
  },
};

/** A service's name, or that of either of its queues. */
function subscriberOf(typed: string, stage: string): string {
  const subscribers = services.filter(({ needs }) => needs.subscribes.length > 0).map(({ name }) => name);
  const found = subscribers.find((name) => {
    const { queue, dead } = queueNames(stage, name);
    return typed === name || typed === queue || typed === dead;
  });
  if (found === undefined)
    throw unknownName(typed, 'a service that handles events, nor one of its queues', subscribers);
  return found;
}
