import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { type Artifacts, type Buildspec, BuildspecError, type Phase, phaseNames } from './buildspec.ts';
import { type SpecMembers, specMembers } from './spec-members.ts';

/** Reads and judges a buildspec: a key that nothing here understands is refused, since CodeBuild drops it silently. */
export async function readBuildspec(file: string): Promise<Buildspec> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BuildspecError(file, error.code === 'ENOENT' ? 'there is no such file' : error.message);
  });
  return buildspecOf(file, text);
}

export function buildspecOf(file: string, text: string): Buildspec {
  const spec = specMembers(file, '', parsed(file, text));
  spec.only(['version', 'env', 'phases', 'artifacts', 'cache', 'reports']);
  if (spec.text('version') !== '0.2') {
    throw new BuildspecError(file, `version is '${spec.text('version') ?? ''}', only 0.2 is played`);
  }
  const env = spec.mapping('env');
  env.only(['shell', 'variables', 'exported-variables']);
  const shell = env.text('shell') ?? 'sh';
  if (shell !== 'bash' && shell !== 'sh') {
    throw new BuildspecError(file, `env.shell is '${shell}', known on Linux: bash, sh`);
  }
  const phases = spec.mapping('phases');
  phases.only(phaseNames);
  if (phases.keys().length === 0) throw new BuildspecError(file, 'it has no phases, so it would do nothing');
  return {
    file,
    shell,
    variables: env.textsByKey('variables'),
    exported: env.texts('exported-variables'),
    runtimes: phases.mapping('install').textsByKey('runtime-versions'),
    phases: phaseNames
      .filter((name) => phases.has(name))
      .map((name) => phaseOf(file, name, phases.mapping(name))),
    artifacts: spec.has('artifacts') ? artifactsOf(file, spec.mapping('artifacts')) : undefined,
  };
}

function parsed(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    const [sentence = ''] = error.message.split('\n');
    throw new BuildspecError(file, `line ${line ?? 'unknown'} is no YAML: ${sentence}`);
  }
}

function phaseOf(file: string, name: Phase['name'], members: SpecMembers): Phase {
  const known = ['commands', 'finally', 'on-failure'];
  members.only(name === 'install' ? [...known, 'runtime-versions'] : known);
  const onFailure = members.text('on-failure');
  if (onFailure !== undefined && onFailure !== 'ABORT' && onFailure !== 'CONTINUE') {
    throw new BuildspecError(
      file,
      `phases.${name}.on-failure is '${onFailure}', only ABORT and CONTINUE are played`,
    );
  }
  return { name, commands: members.texts('commands'), finally: members.texts('finally'), onFailure };
}

function artifactsOf(file: string, members: SpecMembers): Artifacts {
  members.only(['files', 'exclude-paths', 'base-directory', 'name']);
  const files = members.texts('files');
  if (files.length === 0) throw new BuildspecError(file, 'artifacts.files names nothing');
  return {
    files,
    excluded: members.texts('exclude-paths'),
    baseFolder: members.text('base-directory') ?? '.',
  };
}
