import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type Command, Refusal } from '../command.ts';
import { knownService } from '../known-service.ts';
import { knownStage } from '../known-stage.ts';
import { rehearsalClient } from '../rehearsal-client.ts';
import { stateOption } from '../state-folder.ts';
import { readTyped } from '../typed.ts';

export const command: Command = {
  usage: [
    'npx shoal logs catalog                                in the rehearsal that is up',
    'npx shoal logs catalog --minutes 60',
    'npx shoal logs catalog --matching 4bf92f3577b34da6    for example a trace id',
    'npx shoal logs catalog --stage dev                    on AWS, with your credentials',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        minutes: { type: 'string', default: '10' },
        matching: { type: 'string' },
        stage: { type: 'string' },
        state: stateOption,
      },
    });
    const [typed] = positionals;
    if (typed === undefined)
      throw new Refusal('Name the service whose logs you want: npx shoal logs catalog.');
    const service = knownService(typed);
    const minutes = Number(values.minutes);
    if (!(minutes > 0)) throw new Refusal(`--minutes '${values.minutes}' is not a number above 0.`);
    const { stage, client } = await whereLogsAre(values);
    const request = {
      logGroupName: `/shoal/${stage}/${service}`,
      startTime: Date.now() - minutes * 60_000,
      ...(values.matching === undefined ? {} : { filterPattern: `"${values.matching}"` }),
    };
    let nextToken: string | undefined;
    do {
      const page = await client.send(
        new FilterLogEventsCommand({ ...request, ...(nextToken === undefined ? {} : { nextToken }) }),
      );
      for (const event of page.events ?? []) process.stdout.write(`${event.message ?? ''}\n`);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return 0;
  },
};

async function whereLogsAre(asked: {
  readonly stage?: string | undefined;
  readonly state: string;
}): Promise<{ readonly stage: string; readonly client: CloudWatchLogsClient }> {
  if (asked.stage === undefined) {
    const { addresses, settings } = await rehearsalClient(asked.state);
    return { stage: addresses.stage, client: new CloudWatchLogsClient(settings) };
  }
  const { name, region } = knownStage(asked.stage);
  return { stage: name, client: new CloudWatchLogsClient({ region }) };
}
