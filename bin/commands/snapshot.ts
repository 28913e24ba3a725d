import { setTimeout as sleep } from 'node:timers/promises';
import { DBInstanceNotFoundFault, RDSClient } from '@aws-sdk/client-rds';
import { type Command, Refusal } from '../command.ts';
import { knownStage } from '../known-stage.ts';
import { rehearsalClient } from '../rehearsal-client.ts';
import { takeSnapshot } from '../snapshot/take-snapshot.ts';
import { stateOption } from '../state-folder.ts';
import { readTyped } from '../typed.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';

export const command: Command = {
  usage: [
    'npx shoal snapshot --stage prod    on AWS: copies the database, waits until the copy is there, prints its name',
    'npx shoal snapshot                 in the rehearsal that is up, which notes it and copies nothing',
    '',
    'What is taken by hand stays until somebody deletes it: aws rds delete-db-snapshot --db-snapshot-identifier <name>',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, { options: { stage: { type: 'string' }, state: stateOption } });
    const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
    const { stage, settings, isRehearsal } = await whereItIs(values);
    const rds = new RDSClient(settings);
    await refuseAsleep(
      rds,
      stage,
      `npx shoal wake${isRehearsal ? '' : ` --stage ${stage.name}`}, then again`,
    );
    try {
      const id = await takeSnapshot({
        rds,
        stage: stage.name,
        purpose: 'by-hand',
        say,
        now: Date.now,
        pause: () => sleep(isRehearsal ? 100 : 15_000),
      });
      if (isRehearsal)
        say('The rehearsal has noted it and copied no data: there is nothing in it to restore.');
      process.stdout.write(`${id}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof DBInstanceNotFoundFault)) throw error;
      throw new Refusal(
        `${stage.name} has no database shoal-${stage.name} to copy: npx shoal deploy --stage ${stage.name} makes it.`,
      );
    }
  },
};

async function whereItIs(asked: { readonly stage?: string | undefined; readonly state: string }) {
  if (asked.stage === undefined) {
    const { addresses, settings } = await rehearsalClient(asked.state);
    return { stage: knownStage(addresses.stage), settings, isRehearsal: true };
  }
  const stage = knownStage(asked.stage);
  return { stage, settings: { region: stage.region }, isRehearsal: false };
}
