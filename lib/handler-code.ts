import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Beside the packages, so that `npm ci` clears it and no commit holds it. */
const cache = join(root, 'node_modules', '.cache', 'shoal', 'handlers');

const bundles = new Map<string, Bundle>();

interface Bundle {
  readonly directory: string;
  readonly hash: string;
}

/**
 * The code of a handler under pipeline/, as one file `index.mjs` that needs only the SDK its runtime brings.
 * @param entry the handler's path from the repository's root: `pipeline/release/tenant.handler.ts`
 */
export function handlerCode(entry: string): lambda.Code {
  const bundle = bundles.get(entry) ?? bundled(entry);
  bundles.set(entry, bundle);
  // A fresh object each time: CDK ties one to the first stack that uses it.
  return lambda.Code.fromAsset(bundle.directory, { assetHash: bundle.hash });
}

function bundled(entry: string): Bundle {
  if (!existsSync(join(root, entry))) {
    throw new Error(
      `handler '${entry}': there is no such file, name one by its path from the repository's root`,
    );
  }
  const text = bundleText(entry);
  const hash = createHash('sha256').update(text).digest('hex');
  const directory = join(cache, hash.slice(0, 32));
  if (!existsSync(directory)) place(text, directory);
  return { directory, hash };
}

function bundleText(entry: string): Uint8Array {
  const result = buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    outfile: 'index.mjs',
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    external: ['@aws-sdk/*', '@smithy/*'],
    // mysql2 is CommonJS and requires node: modules, which an ES module cannot without this.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (file === undefined)
    throw new Error(`handler '${entry}': esbuild wrote nothing, look at what the file exports`);
  return file.contents;
}

/** Two processes may bundle at once: each writes a folder of its own and the first to rename wins. */
function place(text: Uint8Array, directory: string): void {
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'index.mjs'), text);
  try {
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}
