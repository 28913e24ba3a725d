import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { Refusal } from '../command.ts';
import { unknownName } from './unknown-name.ts';

/** What a person may type after a verb. */
interface Grammar<Options extends ParseArgsOptionsConfig> {
  readonly options: Options;
  /** How many names beside the options. @default 0 */
  readonly names?: number;
}

interface Config<Options extends ParseArgsOptionsConfig> extends ParseArgsConfig {
  readonly args: string[];
  readonly options: Options;
  readonly allowPositionals: true;
  readonly strict: true;
}

/** Options and names as typed; what cannot be understood is refused, with what could. */
export function readTyped<const Options extends ParseArgsOptionsConfig>(
  typed: readonly string[],
  { options, names = 0 }: Grammar<Options>,
): ReturnType<typeof parseArgs<Config<Options>>> {
  const args = [...typed];
  refuseUnknownOptions(args, options);
  const { positionals } = parseArgs({ args, options, allowPositionals: true, strict: false });
  const tooMany = positionals[names];
  if (tooMany !== undefined) {
    const expected =
      names === 0 ? 'only options are understood' : `${names === 1 ? 'one name' : `${names} names`} at most`;
    throw new Refusal(`'${tooMany}' is one word too many: ${expected} here.`);
  }
  return parseArgs({ args, options, allowPositionals: true, strict: true });
}

function refuseUnknownOptions(args: string[], options: ParseArgsOptionsConfig): void {
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = options[token.name];
    if (option === undefined) {
      const known = Object.keys(options).map((name) => `--${name}`);
      throw unknownName(token.rawName, 'an option here', known);
    }
    if (
      option.type === 'string' &&
      (token.value === undefined || (!token.inlineValue && token.value.startsWith('-')))
    ) {
      throw new Refusal(`${token.rawName} needs a value after it.`);
    }
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new Refusal(`${token.rawName} takes no value, but '${token.value}' was given.`);
    }
  }
}
