import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Beside the packages, so that `npm ci` clears it and no commit holds it. */
const cache = join(root, 'node_modules', '.cache', 'shoal', 'handlers');

const bundles = new Map<string, HandlerBundle>();

/** A folder with one file in it, and the hash of that. */
export interface HandlerBundle {
  readonly directory: string;
  readonly hash: string;
}

/** What a runtime takes. */
export interface HandlerForm {
  readonly file: string;
  readonly target: string;
  readonly format: 'esm' | 'cjs';
}

const ofLambda: HandlerForm = { file: 'index.mjs', target: 'node24', format: 'esm' };

/**
 * The code of a handler under pipeline/, as one file `index.mjs` that needs only the SDK its runtime brings.
 * @param entry the handler's path from the repository's root: `pipeline/release/tenant.handler.ts`
 */
export function handlerCode(entry: string): lambda.Code {
  const { directory, hash } = handlerBundle(entry);
  // A fresh object each time: CDK ties one to the first stack that uses it.
  return lambda.Code.fromAsset(directory, { assetHash: hash });
}

/** The same for a runtime of another form. */
export function handlerBundle(entry: string, form: HandlerForm = ofLambda): HandlerBundle {
  const name = `${entry} as ${form.file}`;
  const bundle = bundles.get(name) ?? bundled(entry, form);
  bundles.set(name, bundle);
  return bundle;
}

function bundled(entry: string, form: HandlerForm): HandlerBundle {
  if (!existsSync(join(root, entry))) {
    throw new Error(
      `handler '${entry}': there is no such file, name one by its path from the repository's root`,
    );
  }
  const text = bundleText(entry, form);
  const hash = createHash('sha256').update(text).digest('hex');
  const directory = join(cache, hash.slice(0, 32));
  if (!existsSync(directory)) place(text, form.file, directory);
  return { directory, hash };
}

function bundleText(entry: string, { file: outfile, target, format }: HandlerForm): Uint8Array {
  const result = buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    outfile,
    write: false,
    bundle: true,
    platform: 'node',
    target,
    format,
    external: ['@aws-sdk/*', '@smithy/*'],
    // The text names the files it is made of: the same wherever the packages lie that are linked here.
    preserveSymlinks: true,
    ...(format === 'esm' ? { banner: { js: requiringBanner } } : {}),
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  if (file === undefined)
    throw new Error(`handler '${entry}': esbuild wrote nothing, look at what the file exports`);
  return file.contents;
}

/** mysql2 is CommonJS and requires node: modules, which an ES module cannot without this. */
const requiringBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Two processes may bundle at once: each writes a folder of its own and the first to rename wins. */
function place(text: Uint8Array, file: string, directory: string): void {
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, file), text);
  try {
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}
