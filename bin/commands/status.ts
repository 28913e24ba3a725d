import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { overviewOf } from '../../pipeline/operations/overview.ts';
import { overviewText } from '../../pipeline/operations/overview-text.ts';
import { services } from '../../platform/services.ts';
import type { Command } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { coloursFor } from '../terminal/colours.ts';
import { readTyped } from '../typed/typed.ts';

const everyMs = 2000;

export const command: Command = {
  usage: [
    'npx shoal status                     the rehearsal that is up',
    'npx shoal status --watch             again every two seconds, until Ctrl-C',
    'npx shoal status --stage prod        on AWS, with your credentials',
    'npx shoal status --json              for programs',
  ].join('\n'),
  run: (args) =>
    operating(
      () => 'Nothing was changed: status only looks.',
      async () => {
        const { values } = readTyped(args, {
          options: {
            stage: { type: 'string' },
            watch: { type: 'boolean', default: false },
            json: { type: 'boolean', default: false },
            state: stateOption,
          },
        });
        const { stage, settings, isRehearsal } = await operatedStage(values);
        const clients = { ecs: new ECSClient(settings), cloudwatch: new CloudWatchClient(settings) };
        const names = services.map(({ name }) => name);
        const where = isRehearsal ? 'in the rehearsal' : `in ${stage.region}`;
        for (;;) {
          const rows = await overviewOf(clients, stage.name, names);
          const clear = values.watch && process.stdout.isTTY ? '\u001b[2J\u001b[H' : '';
          process.stdout.write(
            values.json
              ? `${JSON.stringify(rows, null, 2)}\n`
              : `${clear}${overviewText(rows, coloursFor(process.stdout))}`,
          );
          if (!values.watch) return 0;
          process.stderr.write(
            `${stage.name} ${where} at ${new Date().toISOString().slice(11, 19)}Z, Ctrl-C ends it.\n`,
          );
          await sleep(everyMs);
        }
      },
    ),
};
