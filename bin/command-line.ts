import type { Command } from './command.ts';
import { reasonOfCrash } from './reason-of-crash.ts';
import { unknownName } from './typed/unknown-name.ts';

interface Verb {
  /** What it does, in one line of the help. */
  readonly about: string;
  /** Loaded only when typed, so that `npx shoal logs` does not pay for the rehearsal. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

const verbs: Readonly<Record<string, Verb>> = {
  up: {
    about: 'Runs the platform on this machine until Ctrl-C.',
    load: () => import('./commands/up.ts'),
  },
  deploy: {
    about: 'Releases a service into the rehearsal that is up; with --stage, deploys a whole stage to AWS.',
    load: () => import('./commands/deploy.ts'),
  },
  pipeline: {
    about: 'Plays the pipeline of a service here, from a commit to live traffic in the rehearsal that is up.',
    load: () => import('./commands/pipeline.ts'),
  },
  build: {
    about: 'Bundles the services for the rehearsal.',
    load: () => import('./commands/build.ts'),
  },
  image: {
    about:
      'Builds the image of a service and brings it to the registry, with its bill of materials; scans it.',
    load: () => import('./commands/image.ts'),
  },
  synth: {
    about: 'Writes the CloudFormation templates of every stage to cdk.out, with no account and no network.',
    load: () => import('./commands/synth.ts'),
  },
  status: {
    about: 'Shows each service: tasks, colour, the version that serves, one on its way, alarms.',
    load: () => import('./commands/status.ts'),
  },
  rollback: {
    about: 'Brings back the version of a service that served before, by an ordinary release.',
    load: () => import('./commands/rollback.ts'),
  },
  restart: {
    about: 'Gives a service new tasks of the version that serves, by an ordinary release.',
    load: () => import('./commands/restart.ts'),
  },
  scale: {
    about: 'Gives a service other bounds for some hours; the ones there were come back by themselves.',
    load: () => import('./commands/scale.ts'),
  },
  run: {
    about: 'Runs a task of a service once, and exits as it does.',
    load: () => import('./commands/run.ts'),
  },
  redrive: {
    about: 'Moves the events that a service could not handle back into its queue.',
    load: () => import('./commands/redrive.ts'),
  },
  exec: {
    about: 'Opens a session in a task on AWS, with the AWS CLI.',
    load: () => import('./commands/exec.ts'),
  },
  logs: {
    about: 'Prints what the tasks of a service wrote, in the rehearsal that is up or, with --stage, on AWS.',
    load: () => import('./commands/logs.ts'),
  },
  doctor: {
    about: 'Says in plain words what is wrong with a service, why, since when, and the next command.',
    load: () => import('./commands/doctor.ts'),
  },
  wake: {
    about: 'Wakes a stage outside its hours, and lets it sleep again at a time of yours.',
    load: () => import('./commands/wake.ts'),
  },
  sleep: {
    about: 'Puts a stage to sleep before its hour; it wakes at its next one, or by wake.',
    load: () => import('./commands/sleep.ts'),
  },
  token: {
    about: 'Prints an access token that the rehearsal accepts.',
    load: () => import('./commands/token.ts'),
  },
  'new-service': {
    about:
      'Writes a new service: its definition, code, migration, tests and README, and its line in the list.',
    load: () => import('./commands/new-service.ts'),
  },
  cost: {
    about: 'Shows what each stage costs a month on AWS, and what makes it so, from its templates.',
    load: () => import('./commands/cost.ts'),
  },
  guard: {
    about:
      'Says what a deployment would do to live traffic, data and the budget, and refuses what must not happen.',
    load: () => import('./commands/guard.ts'),
  },
  snapshot: {
    about: 'Copies the database of a stage, and waits until the copy is there.',
    load: () => import('./commands/snapshot.ts'),
  },
  restore: {
    about: 'Restores the database of a stage as it was at a moment, into a new one beside it.',
    load: () => import('./commands/restore.ts'),
  },
  drill: {
    about: 'Breaks something of a stage on purpose, watches whether customers notice, and writes a report.',
    load: () => import('./commands/drill.ts'),
  },
  check: {
    about: 'The fast half of the tests: types, lint, laws and units.',
    load: () => import('./commands/check.ts'),
  },
  test: {
    about: 'All tests: types, lint, laws, units, integration and end to end.',
    load: () => import('./commands/test.ts'),
  },
  bench: {
    about: 'Measures start-up, releases under load and lost tasks, and prints them as a table.',
    load: () => import('./commands/bench.ts'),
  },
};

export async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...args] = argv;
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    process.stdout.write(overview());
    return verb === undefined ? 1 : 0;
  }
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known === undefined) {
    process.stderr.write(`${unknownName(verb, 'a command of shoal', Object.keys(verbs)).message}\n`);
    return 1;
  }
  const command = await load(known);
  if (command === undefined) return 1;
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${known.about}\n\n${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Says why, where a file it reads cannot even be loaded: a definition with a comma too few, say. */
async function load(verb: Verb): Promise<Command | undefined> {
  try {
    return (await verb.load()).command;
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${reasonOfCrash(told)}\n`);
    return undefined;
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(verbs).map(({ length }) => length));
  const lines = Object.entries(verbs).map(([name, { about }]) => `  ${name.padEnd(width)} ${about}`);
  return `npx shoal <command>\n\n${lines.join('\n')}\n\nnpx shoal <command> --help shows how one is typed.\n`;
}
