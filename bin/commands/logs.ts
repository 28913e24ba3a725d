import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logLines } from '../../pipeline/operations/log-lines.ts';
import { type Command, Refusal } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { durationTyped } from '../typed/duration-typed.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal logs catalog                                the last ten minutes, in the rehearsal that is up',
    'npx shoal logs catalog --since 2h',
    'npx shoal logs catalog --follow                       and what comes, until Ctrl-C',
    'npx shoal logs catalog --trace 4bf92f3577b34da6       the lines of one request',
    'npx shoal logs catalog --matching "out of reach"',
    'npx shoal logs catalog --stage dev                    on AWS, with your credentials',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        since: { type: 'string', default: '10m' },
        minutes: { type: 'string' },
        follow: { type: 'boolean', default: false },
        trace: { type: 'string' },
        matching: { type: 'string' },
        stage: { type: 'string' },
        state: stateOption,
      },
    });
    const [typed] = positionals;
    if (typed === undefined) {
      throw new Refusal('Name the service whose logs you want: npx shoal logs catalog.');
    }
    const service = knownService(typed);
    if (values.minutes !== undefined && !(Number(values.minutes) > 0)) {
      throw new Refusal(`--minutes '${values.minutes}' is not a number above 0.`);
    }
    const lookback =
      values.minutes === undefined ? durationTyped('--since', values.since) : Number(values.minutes) * 60_000;
    const matching = soughtOf(values.trace, values.matching);
    return operating(
      () => 'Nothing was changed: logs only looks.',
      async () => {
        const { stage, settings, isRehearsal } = await operatedStage(values);
        const lines = logLines(new CloudWatchLogsClient(settings), {
          group: `/shoal/${stage.name}/${service}`,
          since: Date.now() - lookback,
          matching,
          ...(values.follow ? { pause: () => sleep(isRehearsal ? 500 : 2000) } : {}),
        });
        let count = 0;
        try {
          for await (const line of lines) {
            process.stdout.write(`${line}\n`);
            count += 1;
          }
        } catch (error) {
          if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
          throw new Refusal(`${service} has no log in ${stage.name}: it was never deployed there.`);
        }
        if (count === 0) {
          process.stderr.write(
            `${service} wrote nothing${matching === undefined ? '' : ` with '${matching}' in it`} in that time: --since 1d looks further back.\n`,
          );
        }
        return 0;
      },
    );
  },
};

/** Every line that belongs to a request has its trace id in it. */
function soughtOf(trace: string | undefined, matching: string | undefined): string | undefined {
  if (trace !== undefined && matching !== undefined) {
    throw new Refusal('--trace and --matching both say which lines: use one of them.');
  }
  if (trace !== undefined && !/^[0-9a-f]{8,32}$/.test(trace)) {
    throw new Refusal(
      `--trace '${trace}' is no trace id: that has 32 hexadecimal digits, or the first ones of them.`,
    );
  }
  const sought = trace ?? matching;
  if (sought?.includes('"')) throw new Refusal('A line cannot be sought by a quotation mark: leave it out.');
  return sought;
}
