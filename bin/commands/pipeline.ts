import { resolve } from 'node:path';
import { services } from '../../platform/services.ts';
import { type Command, Refusal } from '../command.ts';
import { partsText } from '../pipeline/parts-text.ts';
import { stateOption } from '../stage/state-folder.ts';
import { createProgress } from '../terminal/progress.ts';
import { whenToldToStop } from '../terminal/stop-signal.ts';
import { readTyped } from '../typed/typed.ts';
import { unknownName } from '../typed/unknown-name.ts';

export const command: Command = {
  usage: [
    'npx shoal pipeline run catalog             plays its pipeline for what was committed since its last run here:',
    '                                           source, build, guards, migrations, release into the rehearsal that is up',
    'npx shoal pipeline run catalog --yes       agrees beforehand, where a stage asks for an approval',
    'npx shoal pipeline run catalog --anyway    although the push changed nothing of it',
    'npx shoal pipeline run catalog --commit v1.2.0    pushes that commit, instead of what is checked out',
    'npx shoal pipeline run catalog --verbose   prints what the commands print',
    'npx shoal pipeline run platform            the pipeline of everything that is not a service',
  ].join('\n'),
  run: async (args) => {
    const { values, positionals } = readTyped(args, {
      names: 2,
      options: {
        yes: { type: 'boolean', default: false },
        anyway: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        commit: { type: 'string', default: 'HEAD' },
        state: stateOption,
      },
    });
    const of = pipelineTyped(positionals);
    const progress = createProgress(process.stderr);
    const stopping = new AbortController();
    void whenToldToStop({ onImpatience: () => process.exit(130) }).then(() => stopping.abort());
    const { runPipeline } = await import('../pipeline/run-pipeline.ts');
    const outcome = await runPipeline({
      of,
      state: resolve(values.state),
      commit: values.commit,
      yes: values.yes,
      anyway: values.anyway,
      verbose: values.verbose,
      say: progress.say,
      signal: stopping.signal,
    });
    if (outcome === undefined) return 0;
    if (outcome === 'still not out') return 1;
    process.stdout.write(partsText(outcome));
    if (outcome.failure === undefined) {
      progress.say(`${of} has come through its pipeline`);
      return 0;
    }
    const { stage, action, cause } = outcome.failure;
    if (stopping.signal.aborted) {
      process.stderr.write(`${interrupted(stage, of)}\n`);
      return 130;
    }
    process.stderr.write(`The pipeline of ${of} stopped at ${stage}/${action}: ${cause}\n`);
    process.stderr.write(
      `Once it is mended and committed: npx shoal pipeline run ${of}. As it is, once more: npx shoal pipeline run ${of} --anyway.\n`,
    );
    return 1;
  },
};

function pipelineTyped([verb, name]: readonly string[]): string {
  if (verb === undefined) throw new Refusal('Say what to do with it: npx shoal pipeline run catalog.');
  if (verb !== 'run') throw unknownName(verb, 'something to do with a pipeline', ['run']);
  if (name === undefined) throw new Refusal('Name a service, or platform: npx shoal pipeline run catalog.');
  const known = [...services.map((service) => service.name), 'platform'];
  if (!known.includes(name)) throw unknownName(name, 'a pipeline', known);
  return name;
}

/** CloudFormation goes on by itself with what it was asked for. */
function interrupted(stage: string, of: string): string {
  return /^(Source|Build|Approve-.*)$/.test(stage)
    ? `Interrupted in ${stage}: nothing after it was begun. npx shoal pipeline run ${of} --anyway begins again.`
    : `Interrupted in ${stage}: what CloudFormation had begun there goes on without this; npx shoal status shows how it ends.`;
}
