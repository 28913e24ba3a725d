import { setTimeout as sleep } from 'node:timers/promises';
import { DBInstanceNotFoundFault, RDSClient } from '@aws-sdk/client-rds';
import { type Command, Refusal } from '../command.ts';
import { snapshotsOf } from '../snapshot/snapshots-of.ts';
import { snapshotsText } from '../snapshot/snapshots-text.ts';
import { takeSnapshot } from '../snapshot/take-snapshot.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';

export const command: Command = {
  usage: [
    'npx shoal snapshot --stage prod           on AWS: copies the database, waits until the copy is there, prints its name',
    'npx shoal snapshot --list --stage prod    those there are, the newest first',
    'npx shoal snapshot                        in the rehearsal that is up, which notes it and copies nothing',
    '',
    'What is taken by hand stays until somebody deletes it: aws rds delete-db-snapshot --db-snapshot-identifier <name>',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: {
        stage: { type: 'string' },
        list: { type: 'boolean', default: false },
        state: stateOption,
      },
    });
    let taking: { readonly id: string; readonly aws: string } | undefined;
    return operating(
      () =>
        taking === undefined
          ? 'No snapshot was begun.'
          : `Snapshot ${taking.id} goes on by itself: ${taking.aws} rds wait db-snapshot-available --db-snapshot-identifier ${taking.id} waits for it.`,
      async () => {
        const { stage, settings, isRehearsal, here, aws } = await operatedStage(values);
        const rds = new RDSClient(settings);
        if (values.list) {
          const there = await snapshotsOf(rds, stage.name);
          process.stdout.write(snapshotsText(there, stage.name, Date.now()));
          return 0;
        }
        await refuseAsleep(rds, stage, `npx shoal wake${here}, then again`);
        try {
          const id = await takeSnapshot({
            rds,
            stage: stage.name,
            purpose: 'by-hand',
            began: (id) => {
              taking = { id, aws };
            },
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
            `${stage.name} has no database shoal-${stage.name} to copy: npx shoal deploy --stage ${stage.name} makes it. Nothing was begun.`,
          );
        }
      },
    );
  },
};
