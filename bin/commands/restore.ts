import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RDSClient } from '@aws-sdk/client-rds';
import { inRehearsal } from '../../pipeline/operations/restore/in-rehearsal.ts';
import { onAws } from '../../pipeline/operations/restore/on-aws.ts';
import { restore } from '../../pipeline/operations/restore/restore.ts';
import { RestoreRefusedError } from '../../pipeline/operations/restore/restore-refused.ts';
import { restoredText } from '../../pipeline/operations/restore/restored-text.ts';
import { type Command, Refusal } from '../command.ts';
import { restoredNameTyped } from '../restore/name-typed.ts';
import { restoreTimeTyped } from '../restore/time-typed.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { asTyped } from '../terminal/as-typed.ts';
import { say } from '../terminal/say.ts';
import { readTyped } from '../typed/typed.ts';

const example = 'npx shoal restore --to 2026-11-21T09:30:00Z --as before-the-sale --stage prod';

export const command: Command = {
  usage: [
    example,
    'npx shoal restore --to 45m --as before-the-sale --stage prod       as it was 45 minutes ago',
    'npx shoal restore --to latest --as copy --stage prod               as it is, but for some five minutes',
    'npx shoal restore --to 5m --as before-that                         in the rehearsal that is up',
    '',
    'The database of a stage as it was at a moment, in a new one beside it: shoal-prod-before-the-sale. Never over the',
    'old one, which serves on. Waits, compares the new one with the old one, and says what to do with it. Exits with 2',
    'where the two differ. A rehearsal can restore to every second since its database last started, and keeps the new one',
    'until it ends.',
  ].join('\n'),
  run: async (args) => {
    const { values } = readTyped(args, {
      options: {
        to: { type: 'string' },
        as: { type: 'string' },
        stage: { type: 'string' },
        state: stateOption,
      },
    });
    if (values.to === undefined) throw new Refusal(`Say to which moment: ${example}.`);
    if (values.as === undefined) throw new Refusal(`Name the new database: ${example}.`);
    const at = restoreTimeTyped(values.to, Date.now());
    restoredNameTyped(values.as, '');
    const name = values.as;
    let going: { readonly target: string; readonly aws: string } | undefined;
    return operating(
      () =>
        going === undefined
          ? 'Nothing was begun.'
          : `${going.target} is restored further without this command: ${going.aws} rds wait db-instance-available --db-instance-identifier ${going.target} waits for it, and ${going.aws} rds delete-db-instance --db-instance-identifier ${going.target} --skip-final-snapshot removes it.`,
      async () => {
        const { stage, settings, isRehearsal, operator } = await operatedStage(values);
        const target = restoredNameTyped(name, stage.name);
        const place =
          'endpoint' in settings
            ? inRehearsal({
                ...settings,
                authorityFile: asTyped(join(values.state, 'authority', 'authority.pem')),
              })
            : onAws({ stage: stage.name, region: stage.region });
        try {
          const restored = await restore(
            {
              rds: new RDSClient(settings),
              pace: { now: Date.now, say, pause: () => sleep(isRehearsal ? 200 : 20_000) },
              place,
              began: () => {
                going = { target, aws: place.aws };
              },
            },
            { stage: stage.name, target, at, operator },
          );
          const { text, differs } = restoredText(restored, place);
          process.stdout.write(text);
          return differs ? 2 : 0;
        } catch (error) {
          if (!(error instanceof RestoreRefusedError)) throw error;
          throw new Refusal(`${error.message}.${going === undefined ? ' Nothing was begun.' : ''}`);
        }
      },
    );
  },
};
