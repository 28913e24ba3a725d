import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { RDSClient } from '@aws-sdk/client-rds';
import { type Bounds, scaleFor } from '../../pipeline/operations/scale-for.ts';
import { type Command, Refusal } from '../command.ts';
import { operatedStage } from '../stage/operated-stage.ts';
import { operating } from '../stage/operating.ts';
import { stateOption } from '../stage/state-folder.ts';
import { durationTyped } from '../typed/duration-typed.ts';
import { knownService } from '../typed/known-service.ts';
import { readTyped } from '../typed/typed.ts';
import { refuseAsleep } from '../wake/refuse-asleep.ts';

const example = 'npx shoal scale catalog 4 20 --for 2h';

/** Longer is a change of the stage, which belongs where all can read it. */
const longestMs = 7 * 86_400_000;

/** What Fargate gives one service without being asked. */
const mostTasks = 500;

export const command: Command = {
  usage: [
    `${example}                  at least 4 tasks and at most 20, in the rehearsal that is up`,
    'npx shoal scale catalog 8 40 --for 1d --stage prod     on AWS, with your credentials',
    '',
    'The bounds there were come back by themselves, also where this machine is off by then.',
    'For good, they stand in platform/stages.ts.',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 3,
      options: { for: { type: 'string' }, stage: { type: 'string' }, state: stateOption },
    });
    const [typed, min, max] = positionals;
    if (typed === undefined || min === undefined || max === undefined) {
      throw new Refusal(`Name the service, how many tasks at least and at most: ${example}.`);
    }
    const service = knownService(typed);
    const wanted = boundsOf(min, max);
    if (values.for === undefined) throw new Refusal(`Say for how long: ${example}.`);
    const lasts = durationTyped('--for', values.for);
    if (lasts > longestMs) {
      throw new Refusal(
        `--for '${values.for}' is longer than a week: put it into platform/stages.ts and deploy.`,
      );
    }
    if (lasts < 120_000)
      throw new Refusal(`--for '${values.for}' is too short: tasks take a minute to start, use 2m or more.`);
    let begun = false;
    return operating(
      () => (begun ? 'The bounds may be set already; they come back by themselves.' : 'Nothing was changed.'),
      async () => {
        const { stage, settings, here } = await operatedStage(values);
        await refuseAsleep(new RDSClient(settings), stage, `npx shoal wake${here}, then again`);
        begun = true;
        const now = Date.now();
        const until = now + lasts;
        const scaled = await scaleFor(new ApplicationAutoScalingClient(settings), {
          stage: stage.name,
          service,
          wanted,
          until,
          now,
        });
        if (scaled === undefined) {
          throw new Refusal(
            `${stage.name} has no ${service} with bounds: deploy it first. Nothing was changed.`,
          );
        }
        const { before, calendar } = scaled;
        const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
        process.stdout.write(
          calendar === undefined
            ? `${service} has ${wanted.min} to ${wanted.max} tasks in ${stage.name} until ${clock(until)}, then ${before.min} to ${before.max} again.\n`
            : `${service} has ${wanted.min} to ${wanted.max} tasks in ${stage.name} until ${clock(calendar.at)}, when its calendar sets them ('${calendar.name}').\n`,
        );
        process.stderr.write(`They start now: npx shoal status${here} shows them.\n`);
        return 0;
      },
    );
  },
};

function boundsOf(min: string, max: string): Bounds {
  const [least, most] = [min, max].map((typed) => {
    const tasks = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
    if (Number.isNaN(tasks) || tasks > mostTasks) {
      throw new Refusal(
        `'${typed}' is no number of tasks, allowed: 0 to ${mostTasks}, which Fargate gives a service at once. For example ${example}.`,
      );
    }
    return tasks;
  });
  const bounds = { min: least ?? 0, max: most ?? 0 };
  if (bounds.min > bounds.max) {
    throw new Refusal(
      `At least ${bounds.min} and at most ${bounds.max} tasks cannot be: the smaller number comes first.`,
    );
  }
  return bounds;
}
