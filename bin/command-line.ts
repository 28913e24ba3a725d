import { type Command, Refusal } from './command.ts';
import { nearest } from './nearest.ts';

/** Loaded only when typed, so that `npx shoal logs` does not pay for synthesis. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  up: () => import('./commands/up.ts'),
  deploy: () => import('./commands/deploy.ts'),
  build: () => import('./commands/build.ts'),
  synth: () => import('./commands/synth.ts'),
  status: () => import('./commands/status.ts'),
  logs: () => import('./commands/logs.ts'),
  token: () => import('./commands/token.ts'),
  check: () => import('./commands/check.ts'),
  test: () => import('./commands/test.ts'),
  bench: () => import('./commands/bench.ts'),
};

export async function run(argv: readonly string[]): Promise<number> {
  const [verb, ...args] = argv;
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
    process.stdout.write(await overview());
    return verb === undefined ? 1 : 0;
  }
  const load = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (load === undefined) {
    const guess = nearest(verb, Object.keys(commands));
    const hint = guess === undefined ? '' : ` Did you mean '${guess}'?`;
    process.stderr.write(
      `'${verb}' is not a command of shoal.${hint} Known: ${Object.keys(commands).join(', ')}.\n`,
    );
    return 1;
  }
  const { command } = await load();
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.about}\n\n${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  }
}

async function overview(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = loaded.map(({ command }) => `  ${command.name.padEnd(8)} ${command.about}`);
  return `npx shoal <command>\n\n${lines.join('\n')}\n\nnpx shoal <command> --help shows how one is typed.\n`;
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (isMistypedOption(error)) return `${error.message} See npx shoal <command> --help.`;
  return error instanceof Error ? error.message : String(error);
}

function isMistypedOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
