import { resolve } from 'node:path';
import { passes, verdictReport, verdictText } from '../../pipeline/guards/verdict.ts';
import { stages } from '../../platform/stages.ts';
import { type Command, Refusal } from '../command.ts';
import { guardsTyped } from '../guard/guard-names.ts';
import { type Deployed, lookAtStage } from '../guard/guarded-stage.ts';
import { verdictsOf } from '../guard/verdicts.ts';
import { callerFor } from '../stage/caller.ts';
import { operating } from '../stage/operating.ts';
import { rehearsalClient } from '../stage/rehearsal-client.ts';
import { stateOption } from '../stage/state-folder.ts';
import { synthesize } from '../synthesis.ts';
import { say } from '../terminal/say.ts';
import { knownStage } from '../typed/known-stage.ts';
import { inNewFolder } from '../typed/new-folder.ts';
import { readTyped } from '../typed/typed.ts';

export const command: Command = {
  usage: [
    'npx shoal guard                               all guards, of what is here against the rehearsal that is up',
    'npx shoal guard --stage prod                  against AWS: change sets are made, read and deleted again',
    'npx shoal guard data --stage prod --before ../main/cdk.out     against templates in a folder, with no account',
    'npx shoal guard colour --stage dev --app cdk.out               of templates in a folder instead of what is here',
    'npx shoal guard cost                          the budgets of all stages, or with --stage of one',
    'npx shoal guard migrations --since v1.2.0     migrations alone; what was there then must be there now',
    'npx shoal guard --let-go prod-data/Table1234  what you have decided to lose; may stand there several times',
    'npx shoal guard --json                        the same for programs; the exit code is 1 where a guard refuses',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 1,
      options: {
        stage: { type: 'string' },
        app: { type: 'string' },
        before: { type: 'string' },
        since: { type: 'string' },
        'let-go': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        state: stateOption,
      },
    });
    const guards = guardsTyped(positionals[0]);
    const needsStage = guards.has('colour') || guards.has('data');
    if (values['let-go'].length > 0 && !needsStage) {
      throw new Refusal(
        `--let-go is for the guards colour and data; '${positionals[0]}' refuses no resource.`,
      );
    }
    return operating(
      () =>
        values.stage === undefined || values.before !== undefined
          ? 'Nothing was deployed.'
          : 'Nothing was deployed. Change sets named shoal-guard-… may be left: they change nothing, and nothing waits for them.',
      async () => {
        const verdicts = await inNewFolder('guard', async (folder) => {
          const there = needsStage ? await whereItIs(values) : undefined;
          const asked = there?.stage ?? (values.stage === undefined ? undefined : knownStage(values.stage));
          const assembly = once(async () => {
            if (values.app !== undefined) return resolve(values.app);
            await synthesize({ into: folder, validate: false, ...(asked && { stage: asked.name }) });
            return folder;
          });
          return verdictsOf({
            guards,
            stages: asked === undefined ? stages : [asked],
            assembly,
            look: async () => {
              if (there === undefined) throw new Error('no stage is asked for');
              return lookAtStage({ ...there, assembly: await assembly(), say });
            },
            since: values.since,
            letGo: values['let-go'],
          });
        });
        process.stdout.write(
          values.json ? `${JSON.stringify(verdictReport(verdicts), null, 2)}\n` : verdictText(verdicts),
        );
        return passes(verdicts) ? 0 : 1;
      },
    );
  },
};

interface Asked {
  readonly stage?: string | undefined;
  readonly before?: string | undefined;
  readonly state: string;
}

async function whereItIs({ stage, before, state }: Asked) {
  if (stage === undefined) {
    if (before !== undefined)
      throw new Refusal('--before holds templates of several stages: name one with --stage.');
    const { addresses, settings } = await rehearsalClient(state);
    const deployed: Deployed = { kind: 'rehearsal', settings };
    return { stage: knownStage(addresses.stage), deployed };
  }
  const known = knownStage(stage);
  if (before !== undefined)
    return { stage: known, deployed: { kind: 'assembly', folder: resolve(before) } as const };
  // Whatever is asked of AWS, it is asked in the right account.
  await callerFor(known);
  return { stage: known, deployed: { kind: 'aws' } as const };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
