import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildFailure, build } from 'esbuild';

export interface BundleOptions {
  readonly service: string;
  /** The repository. */
  readonly root: string;
  /** What an image's working folder is copied from. */
  readonly directory: string;
}

/** CommonJS packages ask for Node's own modules with `require`, which an ECMAScript module does not have. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
].join('\n');

/**
 * Writes what an image runs: one file with all its packages in it, and the migrations beside it.
 * @returns the files that went into it, by their path from the root
 */
export async function bundle({ service, root, directory }: BundleOptions): Promise<readonly string[]> {
  const folder = `services/${service}`;
  const entry = `${folder}/main.ts`;
  if (!existsSync(join(root, entry))) {
    throw new Error(`service '${service}': there is no ${entry}, write it: it is what the image starts`);
  }
  try {
    const { metafile } = await build({
      entryPoints: [entry],
      absWorkingDir: root,
      outfile: join(directory, 'main.mjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      // ECMAScript modules first: what nothing imports stays out, and a process starts a quarter sooner.
      mainFields: ['module', 'main'],
      format: 'esm',
      // Not the tsconfig.json that lies near: the same bundle comes out of the image's builder, which has none.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      // `debug` takes it where it is: here as part of a tool, in the image's builder not at all.
      external: ['supports-color'],
      banner: { js: banner },
      // Unminified, a stack trace names our functions; a map would be larger than the code and help little more.
      minify: false,
      sourcemap: false,
      legalComments: 'none',
      logLevel: 'silent',
      metafile: true,
    });
    const migrations = join(root, folder, 'migrations');
    if (existsSync(migrations)) await cp(migrations, join(directory, 'migrations'), { recursive: true });
    return Object.keys(metafile.inputs);
  } catch (error) {
    throw isBuildFailure(error) ? new BundleError(service, error) : error;
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error;
}

export class BundleError extends Error {
  readonly service: string;

  constructor(service: string, failure: BuildFailure) {
    const [first] = failure.errors;
    const where = first?.location ? `${first.location.file}:${first.location.line}: ` : '';
    const more = failure.errors.length > 1 ? `, and ${failure.errors.length - 1} more` : '';
    super(`service '${service}' cannot be bundled: ${where}${first?.text ?? failure.message}${more}`, {
      cause: failure,
    });
    this.name = 'BundleError';
    this.service = service;
  }
}
